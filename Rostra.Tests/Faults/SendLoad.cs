using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using Xunit;

namespace Rostra.Faults;

/// <summary>People who write, each in a room of their own, one message after another; and how it went. A message is repeated under the same client id until it is acknowledged.</summary>
internal sealed class SendLoad : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(40);

    /// <summary>Clients wait 10 s; two more tell a late answer from none.</summary>
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(12);

    /// <summary>How long a message that is under way at the end goes on being repeated.</summary>
    private static readonly TimeSpan LastTriesMax = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _givingUp = new();
    private readonly List<SendTries> _people = [];
    private Task _running = Task.CompletedTask;

    private SendLoad(Uri url) =>
        _http = new HttpClient(new SocketsHttpHandler { UseCookies = false, MaxConnectionsPerServer = 64 }) { BaseAddress = url, Timeout = AnswerMax };

    /// <summary>Answers other than an acknowledgement.</summary>
    public IReadOnlyCollection<string> Failed => [.. _people.SelectMany(person => person.All).Where(attempt => !attempt.IsAcked).Select(attempt => attempt.Refusal!)];

    public int Acked => _people.Sum(person => person.AckedCount);

    /// <summary>The longest time that anybody waited between two acknowledgements.</summary>
    public TimeSpan LongestGap => _people.Max(person => person.LongestGap);

    /// <summary>Somebody's last message was never acknowledged.</summary>
    private bool HasGivenUp { get; set; }

    /// <summary>How long ago the latest acknowledgement of all was.</summary>
    public TimeSpan SinceLastAck => Stopwatch.GetElapsedTime(LastAck);

    /// <summary>The latest acknowledgement of all.</summary>
    public long LastAck => _people.Max(person => person.LastAck);

    public static async Task<SendLoad> Start(Uri url, int people, CancellationToken cancellation)
    {
        var load = new SendLoad(url);
        List<(string Token, Guid Room)> ready = [];
        for (var person = 0; person < people; person++)
        {
            ready.Add(await load.Enter(cancellation));
            load._people.Add(new SendTries());
        }

        load._running = Task.WhenAll(ready.Select((one, at) => Task.Run(() => load.Write(one.Token, one.Room, load._people[at]), CancellationToken.None)));
        await load.Until(1, cancellation);
        return load;
    }

    /// <summary>Completes when everybody has been acknowledged so many more messages.</summary>
    public async Task Until(int more, CancellationToken cancellation)
    {
        var before = _people.ConvertAll(person => person.AckedCount);
        while (_people.Where((person, at) => person.AckedCount < before[at] + more).Any())
        {
            await Task.Delay(Pause, cancellation); // Real processes: nothing tells.
        }
    }

    /// <summary>Completes when so much time has passed since the moment.</summary>
    public static async Task UntilPassed(long moment, TimeSpan time, CancellationToken cancellation)
    {
        while (Stopwatch.GetElapsedTime(moment) < time)
        {
            await Task.Delay(Pause, cancellation);
        }
    }

    /// <summary>From the moment until everybody's next acknowledgement: of the last who had to wait.</summary>
    public TimeSpan WaitAfter(long moment) => _people.Max(person => person.WaitAfter(moment));

    /// <summary>The longest time without an acknowledgement that anybody had since the moment.</summary>
    public TimeSpan LongestGapSince(long moment) => _people.Max(person => person.LongestGapSince(moment));

    /// <summary>The same, of whoever had to wait least.</summary>
    public TimeSpan ShortestGapSince(long moment) => _people.Min(person => person.LongestGapSince(moment));

    /// <summary>Attempts that ended between the two moments.</summary>
    public IReadOnlyList<SendTry> Between(long since, long until) => [.. _people.SelectMany(person => person.All).Where(attempt => attempt.At > since && attempt.At < until)];

    /// <summary>Each acknowledged message is in the log once, and nothing else is.</summary>
    public Task Prove(string connectionString, CancellationToken cancellation) => Prove([this], connectionString, cancellation);

    /// <param name="except">So many others were said by somebody else.</param>
    public Task Prove(string connectionString, int except, CancellationToken cancellation) => Prove([this], connectionString, cancellation, except);

    /// <summary>Each acknowledged message of all these people is in the log once, and nothing else is.</summary>
    public static async Task Prove(IReadOnlyCollection<SendLoad> loads, string connectionString, CancellationToken cancellation, int except = 0)
    {
        foreach (var load in loads)
        {
            await load.DisposeAsync();
            Assert.False(load.HasGivenUp, "Somebody's last message was not acknowledged in time.");
        }

        var acked = loads.SelectMany(load => load._people).SelectMany(person => person.All).Where(attempt => attempt.IsAcked).Select(attempt => attempt.Message).ToHashSet();
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        await using var kept = new NpgsqlCommand("select client_id from rostra.messages", connection);
        await using var reader = await kept.ExecuteReaderAsync(cancellation);
        List<Guid> found = [];
        while (await reader.ReadAsync(cancellation))
        {
            found.Add(reader.GetGuid(0));
        }

        Assert.Equal(acked.Order(), found.Where(acked.Contains).Order());
        Assert.Equal(acked.Count + except, found.Count);
    }

    /// <summary>Stops when everybody's message under way is acknowledged.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_stopping.IsCancellationRequested)
        {
            await _stopping.CancelAsync();
            _givingUp.CancelAfter(LastTriesMax);
            await _running;
            _http.Dispose();
        }
    }

    private async Task<(string Token, Guid Room)> Enter(CancellationToken cancellation)
    {
        var name = $"u{Guid.NewGuid():N}"[..20];
        var auth = await Ask("/api/auth/register", null, new { username = name, email = $"{name}@example.org", password = "correct horse 9" }, cancellation);
        var token = auth.GetProperty("accessToken").GetString()!;
        var room = await Ask("/api/rooms", token, new { name, id = Guid.NewGuid() }, cancellation);
        return (token, room.GetProperty("id").GetGuid());
    }

    private async Task Write(string token, Guid room, SendTries tries)
    {
        while (!_stopping.IsCancellationRequested)
        {
            var id = Guid.CreateVersion7();
            while (!await IsTaken($"/api/rooms/{room}/messages", token, id, tries))
            {
                if (_givingUp.IsCancellationRequested)
                {
                    HasGivenUp = true;
                    return;
                }

                await Task.Delay(Pause);
            }

            await Task.Delay(Pause);
        }
    }

    private async Task<bool> IsTaken(string path, string token, Guid id, SendTries tries)
    {
        var since = Stopwatch.GetTimestamp();
        var refusal = await RefusalOf(path, token, new { clientId = id, text = "as long as it lasts" });
        tries.Add(new SendTry(id, since, Stopwatch.GetTimestamp(), refusal));
        return refusal is null;
    }

    private async Task<string?> RefusalOf(string path, string token, object body)
    {
        try
        {
            using var request = Request(path, token, body);
            using var response = await _http.SendAsync(request);
            return response.IsSuccessStatusCode ? null : await CodeOf(response);
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException or IOException)
        {
            return SendTry.Unanswered;
        }
    }

    private static async Task<string> CodeOf(HttpResponseMessage response)
    {
        try
        {
            var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
            return problem.GetProperty("code").GetString()!;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return $"{(int)response.StatusCode}"; // Of the balancer itself.
        }
    }

    private async Task<JsonElement> Ask(string path, string? token, object body, CancellationToken cancellation)
    {
        using var request = Request(path, token, body);
        using var response = await _http.SendAsync(request, cancellation);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>(cancellation);
    }

    private static HttpRequestMessage Request(string path, string? token, object body) => new(HttpMethod.Post, path)
    {
        Content = JsonContent.Create(body),
        Headers = { Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token) },
    };
}
