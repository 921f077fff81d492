using System.Security.Cryptography;
using System.Text;

namespace Rostra.Chaos;

/// <summary>Short names for texts and for whole views, small enough for any JSON number.</summary>
internal static class Digest
{
    private const ulong Mask = (1UL << 52) - 1;
    private const ulong Prime = 1099511628211;
    private const ulong Basis = 14695981039346656037;

    public static long OfText(string text) => (long)(BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(text))) & Mask);

    /// <summary>Of the messages of a room, as they are, in the order of their ids.</summary>
    public static long OfMessages(IEnumerable<SeenEvent> messages)
    {
        var digest = Basis;
        foreach (var message in messages.OrderBy(message => message.Id))
        {
            digest = Mix(digest, message.Id ?? 0, message.Changed ?? 0, message.Hash ?? 0, message.Deleted ? 1 : 0, message.Cid.GetHashCode(), message.User.GetHashCode());
            foreach (var sign in message.Reactions ?? "") digest = Mix(digest, sign);
        }

        return (long)(digest & Mask);
    }

    public static long OfMembers(IEnumerable<Guid> members)
    {
        var digest = Basis;
        foreach (var member in members.Order()) digest = Mix(digest, member.GetHashCode());
        return (long)(digest & Mask);
    }

    public static long Together(long messages, long members) => (long)(Mix(Basis, messages, members) & Mask);

    private static ulong Mix(ulong digest, params ReadOnlySpan<long> parts)
    {
        foreach (var part in parts) digest = unchecked((digest ^ (ulong)part) * Prime);
        return digest;
    }
}
