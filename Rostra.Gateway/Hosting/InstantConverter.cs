using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rostra.Hosting;

/// <summary>Instants as the contract writes them: UTC, to the millisecond, <c>2026-03-01T12:00:00.123Z</c>.</summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private const int FormLength = 24;

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<byte> written = stackalloc byte[FormLength];
        value.UtcDateTime.TryFormat(written, out var length, Form, CultureInfo.InvariantCulture);
        writer.WriteStringValue(written[..length]);
    }
}
