using Rostra.Processes;

namespace Rostra.Topology;

/// <summary>A silo or a gateway: a program of Rostra, told everything by environment variables.</summary>
public abstract class RostraMember : Member
{
    private readonly ClusterDirectory _directory;
    private readonly string _project;

    private protected RostraMember(ClusterDirectory directory, string name, int number, string project)
        : base(directory, name)
    {
        _directory = directory;
        _project = project;
        Number = number;
        ProgramDirectory = Programs.Built(project);
    }

    /// <summary>From 1.</summary>
    public int Number { get; }

    /// <summary>The build that is started next: another one for an upgrade, or one with faults.</summary>
    public string ProgramDirectory { get; set; }

    /// <summary>The address that the others know it by.</summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>A network namespace that exists; null: that of everybody.</summary>
    public string? NetworkNamespace { get; set; }

    /// <summary>Where it says whether it is ready.</summary>
    public abstract Uri HealthUrl { get; }

    public override async Task<bool> IsReady(CancellationToken cancellation) =>
        State is MemberState.Running && await HealthProbe.Answers(HealthUrl, cancellation);

    private protected abstract IReadOnlyDictionary<string, string> Settings();

    private protected override Task<ProcessIdentity> Launch(CancellationToken cancellation)
    {
        var environment = new Dictionary<string, string>(Settings());
        foreach (var (variable, value) in Environment)
        {
            environment[variable] = value;
        }

        var program = Programs.In(ProgramDirectory, _project);
        return Task.FromResult(Started(Launcher.Start(new(program, [], environment, LogFile, _directory.Path, NetworkNamespace))));
    }
}
