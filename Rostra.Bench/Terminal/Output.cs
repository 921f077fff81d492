using System.Text.Json;
using Spectre.Console;

namespace Rostra.Terminal;

/// <summary>Where results go: tables for people, or one line of JSON on stdout with everything else on stderr.</summary>
internal sealed class Output(bool json)
{
    private static readonly JsonSerializerOptions JsonLine = new(JsonSerializerDefaults.Web);
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(5);

    public IAnsiConsole Console { get; } = json
        ? AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(System.Console.Error) })
        : AnsiConsole.Console;

    public IStage Stage =>
        json || System.Console.IsOutputRedirected
            ? new LineStage(json ? System.Console.Error : System.Console.Out, LineEvery)
            : new BarStage(Console);

    public void Result<T>(T result, Action<IAnsiConsole> draw)
    {
        draw(Console);
        if (json) System.Console.Out.WriteLine(JsonSerializer.Serialize(result, JsonLine));
    }

    public static void Failure(string message) => System.Console.Error.WriteLine($"error: {message}");
}
