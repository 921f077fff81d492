using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rostra.Clients;

/// <summary>How the contract's JSON is read and written.</summary>
internal static class Wire
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.Strict,
        AllowOutOfOrderMetadataProperties = true,
    };
}

/// <summary>An account's session.</summary>
internal sealed record Auth(string AccessToken, DateTimeOffset ExpiresAt, Guid SessionId, UserRef User);

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
    /// <exception cref="RostraException">There is a problem.</exception>
    public T OrThrow(string doing) => Value ?? throw new RostraException($"{doing}: {Problem}") { Code = Problem?.Code };
}

/// <summary>Rostra refuses, or cannot be reached; the message says what and why.</summary>
public class RostraException(string message) : Exception(message)
{
    /// <summary>The refusal's code, as docs/protocol.md lists them; null: none was told.</summary>
    public string? Code { get; init; }
}
