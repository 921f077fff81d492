using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Rostra.Postgres;
using Xunit;

namespace Rostra.Standalone;

/// <summary>Rostra as a person starts it: a process of its own, leading a process group as one started from a terminal does.</summary>
internal sealed class StandaloneProcess : IAsyncDisposable
{
    private static readonly string s_program = Path.Combine(AppContext.BaseDirectory, "Rostra.Standalone");

    private readonly Process _process;

    private StandaloneProcess(Process process, string dataDirectory)
    {
        _process = process;
        DataDirectory = dataDirectory;
    }

    public string DataDirectory { get; }

    public string ReadyLine { get; private set; } = "";

    public string Url => ReadyLine.Split(' ').Single(word => word.StartsWith("http", StringComparison.Ordinal));

    public int PostmasterPid => int.Parse(
        File.ReadLines(Path.Combine(DataDirectory, "postgres", "cluster", "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    /// <summary>Completes when it is ready.</summary>
    public static Task<StandaloneProcess> Start(string dataDirectory, params string[] environment) => StartAt("http://127.0.0.1:0", dataDirectory, environment);

    /// <summary>Completes when it is ready.</summary>
    public static Task<StandaloneProcess> StartAt(string urls, string dataDirectory, params string[] environment) => Ready(Launch(dataDirectory, ["--urls", urls], environment));

    /// <summary>Another build than the one beside the tests. Completes when it is ready.</summary>
    public static Task<StandaloneProcess> StartProgram(string program, string dataDirectory) => Ready(Launch(dataDirectory, ["--urls", "http://127.0.0.1:0"], [], program));

    private static async Task<StandaloneProcess> Ready(StandaloneProcess started)
    {
        started.ReadyLine = await started._process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) 
            ?? throw new InvalidOperationException(await started._process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        return started;
    }

    /// <summary>For starts that are refused, or only print something.</summary>
    public static async Task<ToolResult> Run(string dataDirectory, string[] args, params string[] environment)
    {
        await using var started = Launch(dataDirectory, args, environment);
        var output = started._process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = await started._process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        return new ToolResult(await started.Exit(), (await output).Trim(), errors.Trim());
    }

    /// <summary>A signal for the whole group, as from the keyboard of a terminal. Answers the exit code.</summary>
    public async Task<int> Signal(string name)
    {
        await Shell($"kill -{name} -{_process.Id}");
        return await Exit();
    }

    /// <summary>Completes when a line of its log has the text.</summary>
    public async Task Says(string text)
    {
        while (await _process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail($"It ended without saying '{text}'.");
    }

    /// <summary>What it wrote to standard error, once it has ended.</summary>
    public Task<string> Complaints() => _process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);

    public async Task<NpgsqlConnection> Connect()
    {
        var settings = File.ReadLines(Path.Combine(DataDirectory, "postgres", "cluster", "rostra.conf"));
        var socket = settings.Single(line => line.StartsWith("unix_socket_directories", StringComparison.Ordinal)).Split('\'')[1];
        var password = await File.ReadAllTextAsync(Path.Combine(DataDirectory, "postgres.password"), TestContext.Current.CancellationToken);
        var connection = new NpgsqlConnection($"Host={socket};Username=rostra;Password={password.Trim()};Database=rostra;Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    public async Task<object?> Query(string sql)
    {
        await using var connection = await Connect();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The living processes of Postgres: all that belong to its session.</summary>
    public static async Task<string> Session(int postmaster) =>
        (await Shell($"ps -e -o sid=,stat=,pid= | awk '$1 == {postmaster} && $2 !~ /^Z/ {{ print $3 }}' | xargs")).Output;

    public static Task<ToolResult> Shell(string command) =>
        Tool.Run("/bin/sh", ["-c", command], user: null, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await Shell($"kill -TERM -{_process.Id}");
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    private async Task<int> Exit()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    /// <summary>A background job of a shell ignores Ctrl-C, one under nohup ignores hang-ups, and so would all that it starts: hence <c>env</c>. The umask is the strictest that people set.</summary>
    private static StandaloneProcess Launch(string dataDirectory, string[] args, string[] environment, string? program = null)
    {
        string[] launcher = ["setsid", "sh", "-c", "umask 077; exec env \"$@\"", "sh", "--default-signal=INT,HUP", $"Rostra__DataDirectory={dataDirectory}", .. environment, program ?? s_program];
        var start = new ProcessStartInfo(launcher[0], [.. launcher[1..], .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        return new StandaloneProcess(Process.Start(start)!, dataDirectory);
    }
}
