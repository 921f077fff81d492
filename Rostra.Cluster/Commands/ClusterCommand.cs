using System.CommandLine;
using System.Globalization;
using Rostra.Topology;

namespace Rostra.Commands;

/// <summary>A command of <c>./cluster</c>: it knows the directory, and refuses in one line.</summary>
internal abstract class ClusterCommand : Command
{
    private const string DefaultDirectory = ".rostra-cluster";

    private readonly Option<string> _directory = new("--directory") { Description = "Holds everything that the cluster writes.", DefaultValueFactory = _ => DefaultDirectory };

    protected ClusterCommand(string name, string description)
        : base(name, description)
    {
        Add(_directory);
        SetAction(Guarded);
    }

    protected abstract Task<int> Run(ParseResult parsed, CancellationToken cancellation);

    protected string Directory(ParseResult parsed) => Path.GetFullPath(parsed.GetValue(_directory)!);

    /// <summary>The cluster that an earlier command started.</summary>
    protected LocalCluster Open(ParseResult parsed)
    {
        var directory = Directory(parsed);
        var plan = StoredPlan.Read(directory) ?? throw new StartRefusedException($"There is no cluster in {directory}: start one with ./cluster up, or name its --directory.");
        return plan.Open(directory, Say);
    }

    protected static void Say(string line) => Console.WriteLine(line);

    protected static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0 s", CultureInfo.InvariantCulture);

    private async Task<int> Guarded(ParseResult parsed, CancellationToken cancellation)
    {
        try
        {
            return await Run(parsed, cancellation);
        }
        catch (Exception refused) when (refused is StartRefusedException or TimeoutException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(refused.Message);
            return 1;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return 130;
        }
    }
}
