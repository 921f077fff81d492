using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Rostra.Imports;

/// <summary>Ids follow from what is imported alone: a second run finds what the first has brought.</summary>
internal sealed class ImportIds(ImportSource source)
{
    private readonly string _place = $"{source.Kind}/{source.Name}";

    public Guid Person(string key) => Of($"{_place}/person/{key}");

    public Guid Room(string key) => Of($"{_place}/room/{key}");

    /// <summary>Shaped like version 7, with the message's time: the index on client ids only ever appends.</summary>
    /// <param name="part">Of a text that is too long for one message.</param>
    public Guid Message(string room, ImportedLine line, int part)
    {
        Span<byte> id = stackalloc byte[16];
        Hash($"{_place}/message/{room}/{line.Key}/{part}").AsSpan(0, 16).CopyTo(id);
        Span<byte> time = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(time, line.At.ToUnixTimeMilliseconds() << 16);
        time[..6].CopyTo(id);
        return Marked(id, 7);
    }

    private static Guid Of(string what) => Marked(Hash(what).AsSpan(0, 16), 8);

    private static byte[] Hash(string what) => SHA256.HashData(Encoding.UTF8.GetBytes(what));

    private static Guid Marked(Span<byte> id, int version)
    {
        id[6] = (byte)((id[6] & 0x0F) | (version << 4));
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id, bigEndian: true);
    }
}
