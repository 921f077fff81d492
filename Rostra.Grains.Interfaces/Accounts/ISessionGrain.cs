using Rostra.Realtime;

namespace Rostra.Accounts;

/// <summary>One login: the family of its refresh cookies, its sockets' tickets, and whether it still stands.</summary>
[Alias("rostra.ISessionGrain")]
public interface ISessionGrain : IGrainWithGuidKey
{
    /// <summary>Refusal: <c>badCredentials</c>, when the password that was shown has been changed meanwhile.</summary>
    [Alias("Open")]
    Task<Outcome<SessionView>> Open(OpenSession open);

    /// <summary>
    /// Spends a cookie of this family for its successor. The same one again within 10 s answers the same successor; later, it ends the session.
    /// The gateway has checked that the cookie is one of ours. Refusals: <c>refreshInvalid</c>, <c>rateLimited</c>.
    /// </summary>
    [Alias("Refresh")]
    Task<Outcome<Refreshed>> Refresh(RefreshSession refresh);

    /// <summary>Ends it, once; gateways that watch are told. <paramref name="family"/>: only if the cookie is of this session; null: whoever asks has proved it otherwise.</summary>
    [Alias("End")]
    Task End(SessionEnd reason, byte[]? family);

    /// <summary>Ends it if it is this person's. False: there is none of theirs that stands.</summary>
    [Alias("EndOf")]
    Task<bool> EndOf(Guid userId, SessionEnd reason);

    /// <summary>Whether it stands. If so, the gateway is told when it ends, for as long as its lease lasts.</summary>
    [Alias("Watch"), ResponseTimeout("00:00:05")]
    Task<SessionState> Watch(GatewayLease lease);

    /// <summary>Lets one socket in, once. Held in memory: a ticket that a silo took along is asked for again.</summary>
    [Alias("KeepTicket")]
    Task<bool> KeepTicket(SocketTicket ticket);

    /// <summary>The ticket's, if it is there, fresh and not used; it is used then.</summary>
    [Alias("RedeemTicket")]
    Task<SocketTicket?> RedeemTicket(byte[] hash);
}
