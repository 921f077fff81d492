namespace Rostra.Doctor;

/// <summary>A check that comes to Rostra from outside, as people do: through whatever stands in front. Changes nothing.</summary>
internal abstract class DoorCheck(string name)
{
    /// <summary>In the order in which they are told: what explains others comes first.</summary>
    public static IReadOnlyList<DoorCheck> All { get; } =
    [
        new DoorOpens(), new OriginMatches(), new WebSocketsPass(), new PageIsServed(), new DoorIsEncrypted(TimeProvider.System), new OperatorsPagesAreHidden(), new HeadersArrive(),
    ];

    public string Name => name;

    /// <param name="door">Where people reach Rostra; null: nobody said.</param>
    /// <param name="http">Follows no redirections.</param>
    public async Task<Finding> Look(Uri? door, HttpClient http, CancellationToken cancellation)
    {
        if (door is null)
        {
            return Skipped("Say where people reach Rostra: --url, or Rostra__PublicUrl.");
        }

        try
        {
            return await Knock(new Uri($"{door.ToString().TrimEnd('/')}/"), http, cancellation);
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException or System.Net.WebSockets.WebSocketException)
        {
            return Skipped($"No answer ({fault.Message}).");
        }
    }

    /// <param name="door">Ends in a slash.</param>
    protected abstract Task<Finding> Knock(Uri door, HttpClient http, CancellationToken cancellation);

    protected Finding Well(string says) => new(name, Verdict.Well, says);

    protected Finding Skipped(string why) => new(name, Verdict.Skipped, why);

    protected Finding Doubtful(string says, string advice) => new(name, Verdict.Doubtful, says, advice);

    protected Finding Wrong(string says, string advice) => new(name, Verdict.Wrong, says, advice);
}
