using System.CommandLine;

namespace Rostra.Commands;

/// <summary><c>logs silo 2</c>.</summary>
internal sealed class LogsCommand : ClusterCommand
{
    private readonly WhichMember _which;
    private readonly Option<int> _lines = new("--lines") { Description = "How many lines from the end.", DefaultValueFactory = _ => 100 };

    public LogsCommand()
        : base("logs", "Shows the end of what a process said.")
    {
        _which = new WhichMember(this);
        Add(_lines);
    }

    protected override Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var log = _which.Of(Open(parsed), parsed).LogFile;
        foreach (var line in File.Exists(log) ? File.ReadLines(log).TakeLast(parsed.GetValue(_lines)) : [])
        {
            Say(line);
        }

        Console.Error.WriteLine($"(tail -f {log})");
        return Task.FromResult(0);
    }
}
