namespace Rostra.Hosting;

/// <summary><c>health &lt;url&gt;</c> on the command line: a container without a shell asks itself how it is. Exit code 0: well.</summary>
internal static class HealthProbe
{
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(4);

    public static async Task<int> Ask(string url)
    {
        using var http = new HttpClient { Timeout = AnswerTime };
        try
        {
            using var answer = await http.GetAsync(new Uri(url));
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
        {
            return 1;
        }
    }
}
