using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rostra.Hosting;

/// <summary>Writes an outcome with exactly one of its two members, also where the value is a struct and so never null.</summary>
internal sealed class OutcomeConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Outcome<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class Of<T> : JsonConverter<Outcome<T>>
    {
        public override Outcome<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Outcomes are answers; nobody sends one.");

        public override void Write(Utf8JsonWriter writer, Outcome<T> value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            if (value.Refusal is { } refusal)
            {
                writer.WritePropertyName("refusal");
                JsonSerializer.Serialize(writer, refusal, options);
            }
            else
            {
                writer.WritePropertyName("value");
                JsonSerializer.Serialize(writer, value.Value, options);
            }

            writer.WriteEndObject();
        }
    }
}
