using System.Text;
using Rostra.Testing;

namespace Rostra.Chat;

/// <summary>What a screen wrote, and those who wait for a line of it.</summary>
internal sealed class HeardLines : TextWriter
{
    private readonly Lock _lock = new();
    private readonly StringBuilder _all = new();
    private TaskCompletionSource _next = New();

    public override Encoding Encoding => Encoding.UTF8;

    public string All
    {
        get
        {
            lock (_lock) return _all.ToString();
        }
    }

    public override void Write(char value) => Write($"{value}");

    public override void Write(string? value)
    {
        TaskCompletionSource now;
        lock (_lock)
        {
            _all.Append(value);
            (now, _next) = (_next, New());
        }

        now.TrySetResult();
    }

    public override void WriteLine(string? value) => Write(value + "\n");

    /// <summary>Completes when the text was written.</summary>
    public async Task Says(string text)
    {
        while (true)
        {
            Task next;
            lock (_lock)
            {
                if (_all.ToString().Contains(text, StringComparison.Ordinal)) return;
                next = _next.Task;
            }

            await Waiting.For(Done(next), () => $"“{text}”", () => All);
        }
    }

    private static async Task<bool> Done(Task next)
    {
        await next;
        return true;
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
