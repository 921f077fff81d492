using System.Buffers.Text;
using System.Security.Cryptography;
using Rostra.Hosting;
using Rostra.Users;

namespace Rostra.Accounts;

/// <summary>Tickets for browsers' sockets, which cannot send a header. Kept by the session's grain, so that any gateway can redeem them, once.</summary>
internal sealed class SocketTickets(IGrainFactory grains, Patience patience, TimeProvider time)
{
    private const int IdBytes = 16;
    private const int SecretBytes = 32;
    private const int Bytes = IdBytes + SecretBytes;

    /// <summary>Null when the session has ended.</summary>
    public async Task<TicketView?> Issue(UserRef user, Guid sessionId)
    {
        var bytes = new byte[Bytes];
        sessionId.TryWriteBytes(bytes, bigEndian: true, out _);
        RandomNumberGenerator.Fill(bytes.AsSpan(IdBytes));
        var issuedAt = time.GetUtcNow();
        return await patience.Until(_ => grains.Session(sessionId).KeepTicket(new SocketTicket(SHA256.HashData(bytes), user, issuedAt)))
            ? new TicketView(Base64Url.EncodeToString(bytes), issuedAt + SocketTicket.Lifetime)
            : null;
    }

    /// <summary>Null for what is no ticket, and for one that is used, old, or of a session that ended.</summary>
    public async Task<(SocketTicket Ticket, Guid SessionId)?> Redeem(string text)
    {
        var bytes = new byte[Bytes];
        if (text.Length != Base64Url.GetEncodedLength(Bytes) || !Base64Url.TryDecodeFromChars(text, bytes, out var length) || length != Bytes)
        {
            return null;
        }

        var sessionId = new Guid(bytes.AsSpan(0, IdBytes), bigEndian: true);
        // A ticket whose first try was lost may be used up by it: the browser asks for another.
        return await patience.Until(_ => grains.Session(sessionId).RedeemTicket(SHA256.HashData(bytes))) is { } ticket ? (ticket, sessionId) : null;
    }
}
