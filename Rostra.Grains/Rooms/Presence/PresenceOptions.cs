using Rostra.Realtime;

namespace Rostra.Rooms;

/// <summary>How long presence and typing last, and how often they are told. Settings <c>Rostra:Presence:…</c>.</summary>
internal sealed class PresenceOptions
{
    public const string Section = "Rostra:Presence";

    /// <summary>The people of a gateway that has not reported for so long are gone.</summary>
    public TimeSpan Lease { get; set; } = GatewayLease.Lifetime;

    /// <summary>From a person's last connection closing until they are shown as gone; who reloads the page is back by then.</summary>
    public TimeSpan Grace { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>A new activation is not believed about who is not there before every gateway has come to it: told within a second that silos came or went, or by the activation before, and trying again.</summary>
    public TimeSpan WarmUp { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Changes of who is online gather for so long before they are told.</summary>
    public TimeSpan GatherFor { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Likewise where only the count is told, and at most in a crowd (<see cref="CrowdOf"/>).</summary>
    public TimeSpan CountedGatherFor { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>From so many online they gather twice as long each time that others follow at once: news for a crowd cost as many frames as it has connections, and when all come back at once nobody watches them one by one.</summary>
    public int CrowdOf { get; set; } = 20;

    /// <summary>With more than so many online only their number is told.</summary>
    public int ListedMax { get; set; } = 500;

    /// <summary>From the last sign of somebody's typing until they are shown as having stopped.</summary>
    public TimeSpan TypingFor { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Lists of who types are at least so far apart.</summary>
    public TimeSpan TypingEvery { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>So many who type are told; who begins after them is told of when one of them has stopped.</summary>
    public int TypistsMax { get; set; } = 100;
}
