using System.CommandLine;
using Rostra.Chaos;
using Rostra.Compare;
using Rostra.Crash;
using Rostra.Growth;
using Rostra.HotRoom;
using Rostra.Peer;
using Rostra.Replay;
using Rostra.Retention;
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
    new CompareCommand(),
    new GrowCommand(),
    new PeerCommand(),
    new RetentionCommand(),
};
return await root.Parse(args).InvokeAsync();
