using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Rostra.Replay;

/// <summary>The ids of a replay follow from the file alone, so that a second run repeats the first instead of adding to it.</summary>
internal sealed class ReplayIds(string fileHash)
{
    private static readonly Guid RoomNamespace = new("5f1c7f0e-6a55-4f5e-9d0a-70d5b1f2a6c3");
    private static readonly long FirstMoment = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    public static async Task<ReplayIds> Of(string path, CancellationToken cancellation)
    {
        await using var file = File.OpenRead(path);
        return new(Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation)));
    }

    [SuppressMessage("Security", "CA5350", Justification = "RFC 9562 defines version 5 by SHA-1; nothing is protected by it.")]
    public Guid Room(string key)
    {
        Span<byte> hash = stackalloc byte[20];
        SHA1.HashData([.. RoomNamespace.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes($"{fileHash}/{key}")], hash);
        return Marked(hash[..16], 5);
    }

    /// <summary>Shaped like version 7 with the line's number as its time: the index on client ids only ever appends.</summary>
    public Guid Message(int lineNumber)
    {
        Span<byte> id = stackalloc byte[8 + 32];
        BinaryPrimitives.WriteInt64BigEndian(id, (FirstMoment + lineNumber) << 16);
        SHA256.HashData(Encoding.UTF8.GetBytes($"{fileHash}/{lineNumber}"), id[8..]);
        id[8..18].CopyTo(id[6..]);
        return Marked(id[..16], 7);
    }

    private static Guid Marked(Span<byte> id, int version)
    {
        id[6] = (byte)((id[6] & 0x0F) | (version << 4));
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id, bigEndian: true);
    }
}
