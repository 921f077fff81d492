using System.Text.Json;

namespace Rostra.Clients;

/// <summary>The head of one frame of SignalR's JSON protocol: enough to know whom it concerns without reading its body.</summary>
internal readonly record struct HubFrame(int Type, string? InvocationId, string? Error)
{
    public const byte End = 0x1E;
    public const int Invocation = 1;
    public const int Completion = 3;
    public const int Close = 7;

    public static readonly byte[] Ping = [.. "{\"type\":6}"u8, End];
    public static readonly byte[] Handshake = [.. "{\"protocol\":\"json\",\"version\":1}"u8, End];

    /// <summary>Reads the members at the top, in whatever order they come.</summary>
    public static HubFrame Read(ReadOnlySpan<byte> frame)
    {
        var reader = new Utf8JsonReader(frame);
        var read = default(HubFrame);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("type"u8)) read = read with { Type = Next(ref reader).GetInt32() };
            else if (reader.ValueTextEquals("invocationId"u8)) read = read with { InvocationId = Next(ref reader).GetString() };
            else if (reader.ValueTextEquals("error"u8)) read = read with { Error = Next(ref reader).GetString() };
            else Next(ref reader).Skip();

            // What the server pushes comes by the thousand and has its type first: its body is not walked.
            if (read.Type == Invocation) return read;
        }

        return read;
    }

    public static byte[] Invoke(string id, string method, params object[] arguments) =>
        [.. JsonSerializer.SerializeToUtf8Bytes(new { type = Invocation, invocationId = id, target = method, arguments }, Wire.Json), End];

    private static ref Utf8JsonReader Next(ref Utf8JsonReader reader)
    {
        reader.Read();
        return ref reader;
    }
}
