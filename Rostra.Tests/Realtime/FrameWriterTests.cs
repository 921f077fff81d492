using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Protocol;
using Rostra.Messages;
using Rostra.Rooms;
using Xunit;

namespace Rostra.Realtime;

public sealed class FrameWriterTests
{
    [Fact]
    public void A_small_interval_is_one_call_of_Receive()
    {
        var room = Talking(3, "hello");

        var batch = Assert.Single(Batches(new IntervalBatch(RoomModel.RoomId, 0, 3, [.. room])));

        Assert.Equal(["roomId", "after", "upTo", "events"], batch.EnumerateObject().Select(member => member.Name));
        Assert.Equal((0, 3), (batch.GetProperty("after").GetInt64(), batch.GetProperty("upTo").GetInt64()));
        Assert.Equal(["messagePosted", "messagePosted", "messagePosted"], batch.GetProperty("events").EnumerateArray().Select(happened => happened.GetProperty("type").GetString()));
        Assert.Equal([1, 2, 3], batch.GetProperty("events").EnumerateArray().Select(happened => happened.GetProperty("seq").GetInt64()));
    }

    [Fact]
    public void A_hundred_events_and_more_are_calls_that_join() => Joins(Batches(new IntervalBatch(RoomModel.RoomId, 7, 257, [.. Talking(250, "x", 7)])), 7, 257, 3);

    [Fact]
    public void So_are_many_bytes() => Joins(Batches(new IntervalBatch(RoomModel.RoomId, 0, 50, [.. Talking(50, new string('x', 20_000))])), 0, 50, 5);

    [Fact]
    public void A_reset_has_no_events()
    {
        var batch = Assert.Single(Batches(new ResetBatch(RoomModel.RoomId, 9)));

        Assert.Equal(3, batch.EnumerateObject().Count());
        Assert.Equal((RoomModel.RoomId, 9, true), (batch.GetProperty("roomId").GetGuid(), batch.GetProperty("lastSeq").GetInt64(), batch.GetProperty("reset").GetBoolean()));
    }

    [Fact]
    public void A_leave_is_told_to_the_person()
    {
        var batch = Assert.Single(Batches(new PersonalBatch([new RoomLeft(RoomModel.RoomId, 4, RoomLeaving.Left)])));

        Assert.Equal("""{"events":[{"type":"roomLeft","roomId":"11111111-1111-1111-1111-111111111111","seq":4,"reason":"left"}]}""", batch.GetRawText());
    }

    private static void Joins(List<JsonElement> batches, long after, long upTo, int count)
    {
        Assert.Equal(count, batches.Count);
        foreach (var batch in batches)
        {
            Assert.Equal(after, batch.GetProperty("after").GetInt64());
            Assert.InRange(batch.GetProperty("events").GetArrayLength(), 1, FrameWriter.EventsMax);
            after = batch.GetProperty("upTo").GetInt64();
            Assert.Equal(after, batch.GetProperty("events").EnumerateArray().Last().GetProperty("seq").GetInt64());
        }

        Assert.Equal(upTo, after);
    }

    private static IEnumerable<RoomEvent> Talking(int count, string text, long after = 0) => Enumerable.Range(1, count).Select(at =>
        new MessagePosted(after + at, new Message(RoomModel.RoomId, after + at, Guid.NewGuid(), RoomModel.Users[0], text, default, null, null, [], after + at)));

    private static List<JsonElement> Batches(Batch batch) => [.. FrameWriter.Write(batch).Select(frame =>
    {
        var bytes = frame.Message.GetSerializedMessage(new JsonHubProtocol());
        Assert.Equal(frame.Bytes, bytes.Length);
        Assert.InRange(bytes.Length, 1, FrameWriter.BytesMax);
        Assert.Equal(0x1e, bytes.Span[^1]);
        var call = JsonElement.Parse(bytes.Span[..^1]);
        Assert.Equal(1, call.GetProperty("type").GetInt32());
        Assert.Equal("Receive", call.GetProperty("target").GetString());
        return Assert.Single(call.GetProperty("arguments").EnumerateArray().ToImmutableArray());
    })];
}
