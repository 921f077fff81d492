namespace Rostra.Processes;

/// <summary>Whether an address answers with 200. Each question opens a connection of its own, as those of a new caller would be.</summary>
internal static class HealthProbe
{
    private static readonly TimeSpan s_answerTime = TimeSpan.FromSeconds(3);
    private static readonly HttpClient s_http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero }) { Timeout = s_answerTime };

    public static async Task<bool> Answers(Uri url, CancellationToken cancellation)
    {
        try
        {
            using var answer = await s_http.GetAsync(url, cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception fault) when (fault is HttpRequestException || (fault is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
    }
}
