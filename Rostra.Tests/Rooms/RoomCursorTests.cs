using System.Buffers.Text;
using CsCheck;
using Xunit;

namespace Rostra.Rooms;

public sealed class RoomCursorTests
{
    private static readonly Gen<RoomCursor> Cursor = Gen.Select(Gen.Long[0, 4_000_000_000_000], Gen.Guid, (ms, id) => new RoomCursor(DateTimeOffset.FromUnixTimeMilliseconds(ms), id));

    [Fact]
    public void A_cursor_is_read_as_it_was_written_by_the_list_that_wrote_it() => Gen.Select(Cursor, Gen.String[0, 20], Gen.String[0, 20]).Sample((cursor, sought, other) =>
    {
        var written = cursor.Write(sought);

        Assert.InRange(written.Length, 1, 200);
        Assert.True(RoomCursor.TryRead(written, sought, out var read));
        Assert.Equal(cursor, read);
        Assert.Equal(sought == other, RoomCursor.TryRead(written, other, out _));
    });

    [Fact]
    public void A_damaged_one_is_told_apart() => Gen.Select(Cursor, Gen.Int[0, 255], Gen.Byte[1, 255]).Sample((cursor, at, flip) =>
    {
        var bytes = Base64Url.DecodeFromChars(cursor.Write("x"));
        bytes[at % bytes.Length] ^= flip;

        Assert.False(RoomCursor.TryRead(Base64Url.EncodeToString(bytes), "x", out _));
    });

    [Fact]
    public void One_that_somebody_made_up_is_a_place_or_refused_and_never_a_fault()
    {
        foreach (var at in new[] { DateTimeOffset.MinValue, DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue })
        {
            Assert.Equal(at >= DateTimeOffset.UnixEpoch, RoomCursor.TryRead(new RoomCursor(at, Guid.Empty).Write(""), "", out _));
        }
        Gen.String.Sample(written => Assert.False(RoomCursor.TryRead(written, "", out _)));
    }
}
