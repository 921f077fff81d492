using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Rostra.Clients;

/// <summary>The HTTP half of the contract.</summary>
internal sealed class Api : IDisposable
{
    private static readonly TimeSpan AnswerTimeMax = TimeSpan.FromSeconds(30);
    private readonly TimeSpan _answerTime;
    private readonly HttpClient _http;

    public Api(Uri url, int connections = 64, HttpMessageHandler? handler = null, TimeSpan? answerTime = null)
    {
        Url = url.AbsolutePath.EndsWith('/') ? url : new UriBuilder(url) { Path = url.AbsolutePath + "/" }.Uri;
        _answerTime = answerTime ?? AnswerTimeMax;
        _http = new HttpClient(handler ?? new SocketsHttpHandler { UseCookies = false, MaxConnectionsPerServer = connections })
        {
            BaseAddress = Url,
            Timeout = _answerTime,
        };
    }

    /// <summary>Ends with a slash: Rostra may live below a path.</summary>
    public Uri Url { get; }

    public void Dispose() => _http.Dispose();

    public Task<Answer<T>> Get<T>(string path, string? token, CancellationToken cancellation)
        where T : class => Ask<T>(HttpMethod.Get, path, token, null, null, cancellation);

    public Task<Answer<T>> Post<T>(string path, string? token, object body, CancellationToken cancellation, string? cookie = null)
        where T : class => Ask<T>(HttpMethod.Post, path, token, body, cookie, cancellation);

    public Task<Answer<T>> Put<T>(string path, string? token, object body, CancellationToken cancellation)
        where T : class => Ask<T>(HttpMethod.Put, path, token, body, null, cancellation);

    public Task<Answer<T>> Delete<T>(string path, string? token, CancellationToken cancellation)
        where T : class => Ask<T>(HttpMethod.Delete, path, token, null, null, cancellation);

    private async Task<Answer<T>> Ask<T>(
        HttpMethod method, string path, string? token, object? body, string? cookie, CancellationToken cancellation)
        where T : class
    {
        try
        {
            using var request = new HttpRequestMessage(method, path.TrimStart('/'));
            if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            if (cookie is not null) request.Headers.Add("Cookie", cookie);
            if (body is not null) request.Content = JsonContent.Create(body, body.GetType(), options: Wire.Json);
            using var response = await _http.SendAsync(request, cancellation);
            return await Read<T>(response, cancellation);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or JsonException)
        {
            return new(null, Problem.Unreachable with { Detail = fault.Message });
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new(null, Problem.Unreachable with { Detail = $"no answer in {_answerTime.TotalSeconds} s" });
        }
    }

    private static async Task<Answer<T>> Read<T>(HttpResponseMessage response, CancellationToken cancellation)
        where T : class
    {
        var status = (int)response.StatusCode;
        if (!response.IsSuccessStatusCode)
        {
            return new(null, await ReadProblem(response, status, cancellation), status);
        }

        var cookie = response.Headers.TryGetValues("Set-Cookie", out var cookies)
            ? cookies.Select(line => line.Split(';', 2)[0]).FirstOrDefault(pair => pair.StartsWith("rostra_refresh=", StringComparison.Ordinal))
            : null;
        var value = status == 204 ? null : await response.Content.ReadFromJsonAsync<T>(Wire.Json, cancellation);
        return new(value, null, status, cookie);
    }

    private static async Task<Problem> ReadProblem(HttpResponseMessage response, int status, CancellationToken cancellation)
    {
        try
        {
            var problem = await response.Content.ReadFromJsonAsync<Problem>(Wire.Json, cancellation);
            if (problem?.Code is not null) return problem with { Status = status };
        }
        catch (JsonException)
        {
            // A proxy's page, or a server that is no Rostra: the status has to say it.
        }

        return new Problem($"http{status}", $"{response.RequestMessage?.RequestUri} answered {status} without a problem document", Status: status);
    }
}
