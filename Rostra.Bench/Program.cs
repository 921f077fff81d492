using System.CommandLine;
using Rostra.Crash;
using Rostra.Replay;

var root = new RootCommand("Drives a running Rostra from outside, through its contract alone.") { new ReplayCommand(), new CrashCommand() };
return await root.Parse(args).InvokeAsync();
