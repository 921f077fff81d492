using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace Rostra.Terminal;

/// <summary>Shows how far a long piece of work is.</summary>
internal interface IStage
{
    /// <param name="work">Is given what it calls for each unit done, from any thread.</param>
    Task Show(string title, int total, Func<Action, Task> work);
}

/// <summary>A moving bar, for a person at a terminal.</summary>
internal sealed class BarStage(IAnsiConsole console) : IStage
{
    public Task Show(string title, int total, Func<Action, Task> work) =>
        console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(), new ElapsedTimeColumn())
            .StartAsync(async progress =>
            {
                var bar = progress.AddTask(title.PadRight(10), maxValue: Math.Max(total, 1));
                await work(() => bar.Increment(1));
                bar.Value = bar.MaxValue;
            });
}

/// <summary>A line now and then, for a log.</summary>
internal sealed class LineStage(TextWriter writer, TimeSpan every) : IStage
{
    public async Task Show(string title, int total, Func<Action, Task> work)
    {
        var (done, start) = (0, Stopwatch.GetTimestamp());
        var working = work(() => Interlocked.Increment(ref done));
        while (await Task.WhenAny(working, Task.Delay(every)) != working) Say();
        await working;
        Say();

        void Say() => writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{title}: {Volatile.Read(ref done):N0} of {total:N0}, {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s"));
    }
}
