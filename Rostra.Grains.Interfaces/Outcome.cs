using System.Text.Json.Serialization;

namespace Rostra;

/// <summary>What came of a command: its value, or the reason it was refused. Faults throw; refusals return.</summary>
[GenerateSerializer, Immutable, Alias("rostra.Outcome`1")]
public readonly record struct Outcome<T>(T? Value, Refusal? Refusal)
{
    [JsonIgnore]
    public bool IsRefused => Refusal is not null;

    public static implicit operator Outcome<T>(T value) => new(value, null);
    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);
}

/// <summary>The value of a command that has nothing to say but that it was done: <c>{}</c> on the wire.</summary>
[GenerateSerializer, Immutable, Alias("rostra.Done")]
public sealed record Done
{
    public static readonly Done Value = new();
}

/// <summary>Why something was refused. A refused command has changed nothing, unless the code is <c>busy</c>: then the outcome is unknown.</summary>
/// <param name="Code">What a program reads.</param>
/// <param name="Message">What a person reads: one sentence.</param>
/// <param name="Errors">With <c>invalid</c> only: every bad field, with what is wrong with it.</param>
/// <param name="RetryAfterMs">With <c>rateLimited</c>, <c>slowMode</c>, <c>muted</c> and <c>busy</c>: milliseconds to wait before another try.</param>
[GenerateSerializer, Immutable, Alias("rostra.Refusal")]
public sealed record Refusal(
    RefusalCode Code,
    string Message,
    ImmutableSortedDictionary<string, ImmutableArray<string>>? Errors = null,
    long? RetryAfterMs = null)
{
    /// <summary>Too often; good again after the wait.</summary>
    public static Refusal RateLimited(TimeSpan wait, string sentence = "That is too often; wait a little.") =>
        new(RefusalCode.RateLimited, sentence, RetryAfterMs: (long)Math.Ceiling(wait.TotalMilliseconds));

    /// <summary>One bad field.</summary>
    public static Refusal Invalid(string field, string sentence) => new(
        RefusalCode.Invalid,
        $"{field}: {sentence}",
        ImmutableSortedDictionary.Create<string, ImmutableArray<string>>(StringComparer.Ordinal).Add(field, [sentence]));
}

/// <summary>The one list of refusals, HTTP's and the hub's. Append, never reorder: the numbers travel between nodes.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RefusalCode>))]
public enum RefusalCode
{
    [JsonStringEnumMemberName("internal")] Internal,
    [JsonStringEnumMemberName("malformed")] Malformed,
    [JsonStringEnumMemberName("unauthenticated")] Unauthenticated,
    [JsonStringEnumMemberName("badCredentials")] BadCredentials,
    [JsonStringEnumMemberName("refreshInvalid")] RefreshInvalid,
    [JsonStringEnumMemberName("notMember")] NotMember,
    [JsonStringEnumMemberName("notOwner")] NotOwner,
    [JsonStringEnumMemberName("notAuthor")] NotAuthor,
    [JsonStringEnumMemberName("ownerCannotLeave")] OwnerCannotLeave,
    [JsonStringEnumMemberName("originRefused")] OriginRefused,
    [JsonStringEnumMemberName("notFound")] NotFound,
    [JsonStringEnumMemberName("roomNotFound")] RoomNotFound,
    [JsonStringEnumMemberName("messageNotFound")] MessageNotFound,
    [JsonStringEnumMemberName("userNotFound")] UserNotFound,
    [JsonStringEnumMemberName("sessionNotFound")] SessionNotFound,
    [JsonStringEnumMemberName("usernameTaken")] UsernameTaken,
    [JsonStringEnumMemberName("emailTaken")] EmailTaken,
    [JsonStringEnumMemberName("roomNameTaken")] RoomNameTaken,
    [JsonStringEnumMemberName("alreadyMember")] AlreadyMember,
    [JsonStringEnumMemberName("roomLimit")] RoomLimit,
    [JsonStringEnumMemberName("roomFull")] RoomFull,
    [JsonStringEnumMemberName("messageDeleted")] MessageDeleted,
    [JsonStringEnumMemberName("textUnchanged")] TextUnchanged,
    [JsonStringEnumMemberName("methodNotAllowed")] MethodNotAllowed,
    [JsonStringEnumMemberName("tooLarge")] TooLarge,
    [JsonStringEnumMemberName("unsupportedMediaType")] UnsupportedMediaType,
    [JsonStringEnumMemberName("invalid")] Invalid,
    [JsonStringEnumMemberName("rateLimited")] RateLimited,
    [JsonStringEnumMemberName("busy")] Busy,
    [JsonStringEnumMemberName("helloFirst")] HelloFirst,
    [JsonStringEnumMemberName("helloTwice")] HelloTwice,

    /// <summary>Between grain and gateway only: this activation was overtaken; ask again. A person never sees it.</summary>
    [JsonStringEnumMemberName("moved")] Moved,
    [JsonStringEnumMemberName("banned")] Banned,
    [JsonStringEnumMemberName("muted")] Muted,
    [JsonStringEnumMemberName("slowMode")] SlowMode,

    /// <summary>A list that is bounded, of bans or of reports, has no place left.</summary>
    [JsonStringEnumMemberName("listFull")] ListFull,
    [JsonStringEnumMemberName("registrationClosed")] RegistrationClosed,
    [JsonStringEnumMemberName("notAdministrator")] NotAdministrator,

    /// <summary>Settings name this account as one that looks after the place: whoever took the name next would be let in as one.</summary>
    [JsonStringEnumMemberName("administratorNamed")] AdministratorNamed,
}
