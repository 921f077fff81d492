using System.Security.Cryptography;

namespace Rostra.Accounts;

/// <summary>A session's tickets that nobody has used yet: few, and not for long.</summary>
internal sealed class Tickets
{
    private const int CountMax = 32;

    private readonly List<SocketTicket> _unused = [];

    public void Keep(SocketTicket ticket, DateTimeOffset now)
    {
        _unused.RemoveAll(old => old.IssuedAt + SocketTicket.Lifetime < now);
        if (_unused.Count == CountMax)
        {
            _unused.RemoveAt(0);
        }

        _unused.Add(ticket);
    }

    /// <summary>The ticket, once.</summary>
    public SocketTicket? Redeem(byte[] hash, DateTimeOffset now)
    {
        var at = _unused.FindIndex(ticket => CryptographicOperations.FixedTimeEquals(ticket.Hash, hash));
        if (at < 0)
        {
            return null;
        }

        var ticket = _unused[at];
        _unused.RemoveAt(at);
        return now <= ticket.IssuedAt + SocketTicket.Lifetime ? ticket : null;
    }
}
