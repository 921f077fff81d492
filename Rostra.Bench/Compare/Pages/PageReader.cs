using System.Diagnostics;
using System.Net.Http.Headers;
using Rostra.Clients;
using Rostra.SlowReaders;

namespace Rostra.Compare;

/// <summary>One who reads, one answer after another, and does with it as little as can be done.</summary>
internal sealed class PageReader : IDisposable
{
    private readonly HttpClient _http;

    public PageReader(Uri server, string token)
    {
        _http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = server };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Of each place: p50 and p99 in ms, pages of a second, and processor time of a page in µs.</summary>
    /// <exception cref="BenchException">An answer is not what was asked for.</exception>
    public async Task<OrderedDictionary<string, double>> Measure(IReadOnlyList<Place> places, TimeSpan warmUp, TimeSpan time, Func<TimeSpan> processorTime, CancellationToken cancellation)
    {
        foreach (var place in places) await Ask(place, warmUp / places.Count, cancellation);
        var figures = new OrderedDictionary<string, double>();
        foreach (var place in places)
        {
            var (start, processor) = (Stopwatch.GetTimestamp(), processorTime());
            var took = await Ask(place, time, cancellation);
            var (passed, used) = (Stopwatch.GetElapsedTime(start), processorTime() - processor);
            figures[$"{place.Key}P50"] = Delays.Percentile(took, 0.5);
            figures[$"{place.Key}P99"] = Delays.Percentile(took, 0.99);
            figures[$"{place.Key}PerSecond"] = took.Length / passed.TotalSeconds;
            figures[$"{place.Key}Cpu"] = used.TotalMicroseconds / took.Length;
        }

        return figures;
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Milliseconds of each, in order.</summary>
    private async Task<double[]> Ask(Place place, TimeSpan time, CancellationToken cancellation)
    {
        var took = new List<double>();
        for (var start = Stopwatch.GetTimestamp(); took.Count == 0 || Stopwatch.GetElapsedTime(start) < time;)
        {
            var path = place.Next();
            var asked = Stopwatch.GetTimestamp();
            using var answer = await _http.GetAsync(path, cancellation);
            var body = await answer.Content.ReadAsByteArrayAsync(cancellation);
            if (!answer.IsSuccessStatusCode) throw new BenchException($"{path} was answered {(int)answer.StatusCode}.");
            took.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
            if (took.Count == 1 && place.Proof?.Invoke(body) == false) throw new BenchException($"{path} answers something else than was asked for.");
        }

        return [.. took.Order()];
    }
}
