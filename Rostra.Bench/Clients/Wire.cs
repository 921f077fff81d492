using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rostra.Clients;

/// <summary>What the driver reads of the contract's answers. Its own records, so that it holds the server to the contract and not to its code.</summary>
internal static class Wire
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.Strict,
    };
}

internal sealed record WireUser(Guid Id, string Username);

internal sealed record WireAuth(string AccessToken, DateTimeOffset ExpiresAt, Guid SessionId, WireUser User);

internal sealed record WireRoom(Guid Id, string Name, WireUser Owner, int MemberCount, long LastSeq, string? Role);

internal sealed record WireReaction(string Emoji, int Count, Guid[] UserIds);

internal sealed record WireMessage(
    Guid RoomId, long Id, Guid ClientId, WireUser Author, string Text, DateTimeOffset SentAt,
    DateTimeOffset? EditedAt, DateTimeOffset? DeletedAt, WireReaction[] Reactions, long ChangedSeq);

internal sealed record WirePosted(WireMessage Message, bool Duplicate);

internal sealed record WirePage(WireMessage[] Messages, bool HasOlder, bool HasNewer, long LastSeq);

/// <summary>An event of a room, as far as the driver looks at it; one without <c>seq</c> is not durable.</summary>
internal sealed record WireEvent(string Type, long? Seq, WireMessage? Message, WireUser? User);

/// <summary>A live batch, an entry of a catch-up, or an answer of <c>changes</c>: an interval, a reset, or news without a place.</summary>
internal sealed record WireInterval(
    Guid? RoomId, long? After, long? UpTo, WireEvent[]? Events, bool More, bool Reset, bool Gone, long? LastSeq);

internal sealed record WireCursor(Guid RoomId, long Seq);

internal sealed record WireHello(JsonElement Epoch, WireUser User, WireRoom[] Rooms, WireInterval[] CatchUp);

/// <summary>A refusal, in the one form that HTTP's problem documents and the hub's refusals share.</summary>
internal sealed record Problem(string Code, string? Detail = null, string? Message = null, int? RetryAfterMs = null, int Status = 0)
{
    /// <summary>No answer at all: what was asked for may have been done or not.</summary>
    public static readonly Problem Unreachable = new("unreachable");

    /// <summary>Whether the same request, sent again, is the way on.</summary>
    public bool IsPassing => Code is "unreachable" or "busy" or "rateLimited" or "internal" || Status is 502 or 504;

    public override string ToString() => $"{Code}{(Detail ?? Message) switch { null => "", var text => $": {text}" }}";
}

/// <summary>What came of a request: its value, or the problem.</summary>
internal readonly record struct Answer<T>(T? Value, Problem? Problem, int Status = 0, string? Cookie = null)
    where T : class
{
    public T OrThrow(string doing) => Value ?? throw new BenchException($"{doing}: {Problem}");
}

/// <summary>The run cannot go on; the message says why and what to do.</summary>
internal sealed class BenchException(string message) : Exception(message);
