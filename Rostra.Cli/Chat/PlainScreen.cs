using System.Globalization;
using System.Runtime.CompilerServices;

namespace Rostra.Chat;

/// <summary>Lines in, lines out: for pipes, logs and terminals that can no more. A message is one line, however many it has; what is no message goes to the second writer.</summary>
internal sealed class PlainScreen(TextReader input, TextWriter output, TextWriter remarks) : IScreen
{
    private readonly Lock _writing = new();

    public void Show(ChatLine line)
    {
        lock (_writing)
        {
            var isRemark = line.Kind is LineKind.Notice or LineKind.Refusal;
            var writer = isRemark ? remarks : output;
            writer.WriteLine(isRemark ? line.Text : Written(line));
            writer.Flush();
        }
    }

    public void ShowPlace(string? room, int unsent)
    {
    }

    public async IAsyncEnumerable<string> Lines([EnumeratorCancellation] CancellationToken cancellation)
    {
        // Console's reader blocks whatever it is asked; on a thread of its own nobody waits for it.
        while (await Task.Run(() => input.ReadLineAsync(cancellation).AsTask(), cancellation).WaitAsync(cancellation) is { } line) yield return line;
    }

    private static string Written(ChatLine line)
    {
        var at = line.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var text = line.Text.Replace("\n", "⏎", StringComparison.Ordinal);
        return line.Author is { } author ? $"{at} #{line.Room} <{author}> {text}" : $"{at} #{line.Room} * {text}";
    }
}
