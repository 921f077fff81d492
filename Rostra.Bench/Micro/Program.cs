using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Rostra.Micro;

// In this process: BenchmarkDotNet's own builds know neither one place for all artifacts nor one for package versions.
var job = Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance);
BenchmarkSwitcher.FromAssembly(typeof(Talk).Assembly).Run(args, DefaultConfig.Instance.AddJob(job).WithOption(ConfigOptions.JoinSummary, true));
