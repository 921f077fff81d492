using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using Rostra.Hosting;

namespace Rostra.Realtime;

/// <summary>One call of the client's <c>Receive</c>, as the bytes that go into every socket.</summary>
internal sealed record Frame(SerializedHubMessage Message, int Bytes);

/// <summary>Writes batches in SignalR's JSON protocol. An interval too large for one frame becomes several that join.</summary>
internal static class FrameWriter
{
    public const int EventsMax = 100;
    public const int BytesMax = 256 * 1024;

    private const byte RecordSeparator = 0x1e;
    private const int InvocationType = 1;

    // What stands around the events of an interval: names, ids, brackets.
    private const int EnvelopeBytes = 256;

    public static ImmutableArray<Frame> Write(Batch batch) => batch is IntervalBatch interval
        ? WriteInterval(interval)
        : [Framed(writer => JsonSerializer.Serialize(writer, batch, batch.GetType(), Wire.Json))];

    private static ImmutableArray<Frame> WriteInterval(IntervalBatch interval)
    {
        var frames = ImmutableArray.CreateBuilder<Frame>();
        var events = new ArrayBufferWriter<byte>();
        var ends = new List<int>();
        var after = interval.After;

        for (var at = 0; at < interval.Events.Length; at++)
        {
            var start = events.WrittenCount;
            using (var writer = new Utf8JsonWriter(events, WriterOptions))
            {
                JsonSerializer.Serialize(writer, interval.Events[at], Wire.Json);
            }

            if (ends.Count == EventsMax || (ends.Count > 0 && events.WrittenCount + EnvelopeBytes + ends.Count > BytesMax))
            {
                var upTo = interval.Events[at - 1].Seq;
                frames.Add(IntervalFrame(interval.RoomId, after, upTo, events.WrittenSpan[..start], ends));
                after = upTo;
                events = Rest(events, start);
                ends.Clear();
            }

            ends.Add(events.WrittenCount);
        }

        frames.Add(IntervalFrame(interval.RoomId, after, interval.UpTo, events.WrittenSpan, ends));
        return frames.DrainToImmutable();
    }

    private static ArrayBufferWriter<byte> Rest(ArrayBufferWriter<byte> events, int start)
    {
        var rest = new ArrayBufferWriter<byte>(events.WrittenCount - start);
        rest.Write(events.WrittenSpan[start..]);
        return rest;
    }

    private static Frame IntervalFrame(Guid roomId, long after, long upTo, ReadOnlySpan<byte> events, List<int> ends)
    {
        var buffer = new ArrayBufferWriter<byte>(events.Length + ends.Count + EnvelopeBytes);
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            Open(writer);
            writer.WriteStartObject();
            writer.WriteString("roomId"u8, roomId);
            writer.WriteNumber("after"u8, after);
            writer.WriteNumber("upTo"u8, upTo);
            writer.WriteStartArray("events"u8);
            var start = 0;
            foreach (var end in ends)
            {
                writer.WriteRawValue(events[start..end], skipInputValidation: true);
                start = end;
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
            Close(writer);
        }

        return Ended(buffer);
    }

    private static Frame Framed(Action<Utf8JsonWriter> argument)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            Open(writer);
            argument(writer);
            Close(writer);
        }

        return Ended(buffer);
    }

    private static void Open(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNumber("type"u8, InvocationType);
        writer.WriteString("target"u8, nameof(IChatClient.Receive));
        writer.WriteStartArray("arguments"u8);
    }

    private static void Close(Utf8JsonWriter writer)
    {
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static Frame Ended(ArrayBufferWriter<byte> buffer)
    {
        buffer.Write([RecordSeparator]);
        return new Frame(new SerializedHubMessage([new SerializedMessage("json", buffer.WrittenMemory)]), buffer.WrittenCount);
    }

    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = Wire.Json.Encoder, SkipValidation = true };
}
