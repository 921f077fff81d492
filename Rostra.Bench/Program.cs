using System.CommandLine;
using Rostra.Chaos;
using Rostra.Crash;
using Rostra.Replay;
using Rostra.SlowReaders;
using Rostra.Soak;

var root = new RootCommand("Drives a running Rostra from outside, through its contract alone.") { new ReplayCommand(), new CrashCommand(), new ChaosCommand(), new MutantsCommand(), new SlowReadersCommand(), new SoakCommand() };
return await root.Parse(args).InvokeAsync();
