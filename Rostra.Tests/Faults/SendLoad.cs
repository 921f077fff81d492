using System.Collections.Concurrent;
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

    private readonly HttpClient _http;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentBag<string> _failed = [];
    private readonly List<List<long>> _acked = [];
    private Task _running = Task.CompletedTask;

    private SendLoad(Uri url) => _http = new HttpClient(new SocketsHttpHandler { UseCookies = false, MaxConnectionsPerServer = 64 }) { BaseAddress = url };

    /// <summary>Answers other than an acknowledgement.</summary>
    public IReadOnlyCollection<string> Failed => _failed;

    public int Acked => _acked.Sum(person => Count(person));

    public static async Task<SendLoad> Start(Uri url, int people, CancellationToken cancellation)
    {
        var load = new SendLoad(url);
        List<(string Token, Guid Room)> ready = [];
        for (var person = 0; person < people; person++)
        {
            ready.Add(await load.Enter(cancellation));
            load._acked.Add([]);
        }

        load._running = Task.WhenAll(ready.Select((one, at) => Task.Run(() => load.Write(one.Token, one.Room, load._acked[at]), CancellationToken.None)));
        await load.Until(1, cancellation);
        return load;
    }

    /// <summary>Completes when everybody has been acknowledged so many more messages.</summary>
    public async Task Until(int more, CancellationToken cancellation)
    {
        var before = _acked.ConvertAll(Count);
        while (_acked.Where((person, at) => Count(person) < before[at] + more).Any())
        {
            await Task.Delay(Pause, cancellation); // Real processes: nothing tells.
        }
    }

    /// <summary>From the moment until everybody's next acknowledgement: of the last who had to wait.</summary>
    public TimeSpan WaitAfter(long moment) => _acked
        .Select(person => Snapshot(person).FirstOrDefault(at => at > moment) is > 0 and var first ? Stopwatch.GetElapsedTime(moment, first) : TimeSpan.MaxValue)
        .Max();

    /// <summary>The longest time that anybody waited between two acknowledgements.</summary>
    public TimeSpan LongestGap => _acked
        .Select(person => Snapshot(person))
        .SelectMany(acked => acked.Zip(acked.Skip(1), (one, next) => Stopwatch.GetElapsedTime(one, next)))
        .Max();

    /// <summary>Each acknowledged message is in the log once, and nothing else is.</summary>
    public Task Prove(string connectionString, CancellationToken cancellation) => Prove(connectionString, except: 0, cancellation);

    /// <param name="except">So many others were said by somebody else.</param>
    public async Task Prove(string connectionString, int except, CancellationToken cancellation)
    {
        await DisposeAsync();
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        await using var count = new NpgsqlCommand("select count(*) from rostra.messages", connection);
        Assert.Equal(Acked + except, (long)(await count.ExecuteScalarAsync(cancellation))!);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_stopping.IsCancellationRequested)
        {
            await _stopping.CancelAsync();
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

    private async Task Write(string token, Guid room, List<long> acked)
    {
        while (!_stopping.IsCancellationRequested)
        {
            var message = new { clientId = Guid.CreateVersion7(), text = "as long as it lasts" };
            while (!await IsTaken($"/api/rooms/{room}/messages", token, message))
            {
                await Task.Delay(Pause);
            }

            lock (acked)
            {
                acked.Add(Stopwatch.GetTimestamp());
            }

            await Task.Delay(Pause);
        }
    }

    private async Task<bool> IsTaken(string path, string token, object body)
    {
        try
        {
            await Ask(path, token, body, CancellationToken.None);
            return true;
        }
        catch (HttpRequestException fault)
        {
            _failed.Add(fault.Message);
            return false;
        }
    }

    private async Task<JsonElement> Ask(string path, string? token, object body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var response = await _http.SendAsync(request, cancellation);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>(cancellation);
    }

    private static int Count(List<long> acked)
    {
        lock (acked)
        {
            return acked.Count;
        }
    }

    private static long[] Snapshot(List<long> acked)
    {
        lock (acked)
        {
            return [.. acked];
        }
    }
}
