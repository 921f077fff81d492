using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Rostra.Architecture;
using Rostra.Messages;
using Rostra.Realtime;
using Rostra.Rooms;
using Xunit;

namespace Rostra.Contracts;

/// <summary>
/// What earlier builds sent and stored is read by this one. Each line of the file is a record as it was once: its name, its bytes, and what they say. Lines are added, never
/// changed: while a cluster is upgraded, silos and gateways of both builds talk to each other.
/// </summary>
public sealed class GoldenPayloadTests
{
    private const string WriteVariable = "ROSTRA_GOLDEN_WRITE";

    private static readonly string s_file = Path.Combine(Repository.Root, "Rostra.Tests", "Contracts", "golden-payloads.jsonl");
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A reference to an observer cannot be read outside of a cluster; the rest of a lease is its id.</summary>
    private static readonly Type[] s_beyond = [typeof(GatewayLease)];

    private static readonly Type[] s_types =
    [
        .. typeof(RoomEvent).Assembly.GetTypes().Concat(typeof(RoomLists).Assembly.GetTypes()) // What travels, and what grains store.
            .Where(type => type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false) && type is { IsAbstract: false, IsGenericTypeDefinition: false })
            .Except(s_beyond)
            .Concat([typeof(Outcome<Posted>), typeof(Outcome<Done>)])
            .OrderBy(NameOf, StringComparer.Ordinal),
    ];

    private static readonly Serializer s_serializer = new ServiceCollection().AddSerializer().BuildServiceProvider().GetRequiredService<Serializer>();

    [Fact]
    public void What_earlier_builds_sent_is_read_as_it_was_meant()
    {
        var types = s_types.ToDictionary(NameOf);
        Assert.All(Golden(), line =>
        {
            Assert.True(types.TryGetValue(line.Name, out var type), $"{line.Name} is sent by earlier builds, and gone: keep it until no build that is upgraded from sends it.");
            var read = s_serializer.Deserialize<object>(line.Bytes);
            Assert.IsType(type, read);
            AssertSays(line.Says, Says(read), line.Name);
        });
    }

    [Fact]
    public void Each_record_that_travels_has_a_golden_payload()
    {
        var missing = s_types.Where(type => Golden().All(line => line.Name != NameOf(type))).ToList();
        if (Environment.GetEnvironmentVariable(WriteVariable) is not null)
        {
            File.AppendAllLines(s_file, missing.Select(Line));
            return;
        }

        Assert.True(missing.Count == 0, $"No payload of {string.Join(", ", missing.Select(NameOf))}. Run this test with {WriteVariable}=1: it adds them.");
    }

    private static string Line(Type type)
    {
        var sample = new Sample().Of(type);
        return JsonSerializer.Serialize(new Payload(NameOf(type), Says(sample), s_serializer.SerializeToArray(sample)), s_json);
    }

    private static IEnumerable<Payload> Golden() =>
        File.Exists(s_file) ? File.ReadLines(s_file).Select(line => JsonSerializer.Deserialize<Payload>(line, s_json)!) : [];

    private static JsonNode? Says(object read) => JsonSerializer.SerializeToNode(read, read.GetType(), s_json);

    /// <summary>All that was said then is said now; more may be said.</summary>
    private static void AssertSays(JsonNode? then, JsonNode? now, string where)
    {
        if (then is JsonObject before)
        {
            var after = Assert.IsType<JsonObject>(now);
            Assert.All(before, member => AssertSays(member.Value, after[member.Key], $"{where}.{member.Key}"));
        }
        else if (then is JsonArray items)
        {
            var after = Assert.IsType<JsonArray>(now);
            Assert.Equal(items.Count, after.Count);
            for (var at = 0; at < items.Count; at++)
            {
                AssertSays(items[at], after[at], $"{where}[{at}]");
            }
        }
        else
        {
            Assert.True(JsonNode.DeepEquals(then, now), $"{where} was {then?.ToJsonString()} and is {now?.ToJsonString()}.");
        }
    }

    private static string NameOf(Type type) =>
        type.IsGenericType ? $"{type.Name}<{NameOf(type.GetGenericArguments()[0])}>" : type.GetCustomAttributes(typeof(AliasAttribute), inherit: false).Cast<AliasAttribute>().Single().Alias;

    private sealed record Payload(string Name, JsonNode? Says, byte[] Bytes);
}
