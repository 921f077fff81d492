using System.CommandLine;
using Rostra.Chaos;
using Rostra.Crash;
using Rostra.HotRoom;
using Rostra.Replay;
using Rostra.SlowReaders;
using Rostra.Soak;
using Rostra.Storm;

var root = new RootCommand("Drives a running Rostra from outside, through its contract alone.")
{
    new ReplayCommand(),
    new CrashCommand(),
    new ChaosCommand(),
    new MutantsCommand(),
    new SoakCommand(),
    new SlowReadersCommand(),
    new StormCommand(),
    new HotRoomCommand(),
};
return await root.Parse(args).InvokeAsync();
