using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace Rostra.Hosting;

/// <summary>
/// Reads the members of one JSON object, an HTTP body or a hub argument. A wrong JSON type is <c>malformed</c>; a missing or bad value is <c>invalid</c>, all of them
/// told at once. Read everything, then ask for <see cref="Refusal"/>: where it is not null, the values read mean nothing. <c>null</c> is the same as absent.
/// </summary>
internal sealed class Fields : IBindableFromHttpContext<Fields>, IForm
{
    private static readonly string[] InstantForms = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    private readonly JsonElement _object;
    private readonly FieldErrors _errors;
    private readonly string _prefix;

    private Fields(JsonElement element, FieldErrors errors, string prefix = "")
    {
        _object = element;
        _errors = errors;
        _prefix = prefix;
        if (element.ValueKind is not (JsonValueKind.Object or JsonValueKind.Undefined))
        {
            errors.Stop(RefusalCode.Malformed, prefix.Length == 0 ? "A JSON object is needed." : $"{prefix.TrimEnd('.')} must be a JSON object.");
        }
    }

    /// <summary>Why the request cannot be taken as it is, or null.</summary>
    public Refusal? Refusal => _errors.Refusal;

    public void RefuseAnyway(Refusal refusal) => _errors.Otherwise = refusal;

    public static Fields Of(JsonElement element) => new(
        element.ValueKind is JsonValueKind.Undefined ? JsonElement.Parse("null"u8) : element,
        new FieldErrors());

    public static Fields None(Refusal refusal)
    {
        var errors = new FieldErrors();
        errors.Stop(refusal.Code, refusal.Message);
        return new Fields(default, errors);
    }

    /// <summary>No members at all; what an empty body stands for where a body is optional.</summary>
    public static Fields Empty() => new(default, new FieldErrors());

    public static async ValueTask<Fields?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        await JsonBody.Read(context, emptyIsFine: parameter.IsDefined(typeof(MayBeEmptyAttribute), inherit: false));

    /// <summary>Whether the member is there at all, also as <c>null</c>.</summary>
    public bool Has(string name) => TryMember(name, out _);

    /// <summary>Adds a rule of the caller's own to the field's errors.</summary>
    public void Invalid(string name, string sentence) => _errors.Invalid(_prefix + name, sentence);

    /// <summary>A string as sent. Missing is invalid.</summary>
    public string Text(string name) => Required(name, OptionalText(name)) ?? "";

    public string? OptionalText(string name)
    {
        var (text, fault) = TextOrFault(name);
        if (fault is not null)
        {
            Invalid(name, fault);
        }

        return text;
    }

    /// <summary>A string, or what is wrong with its form, for who must look at other things first. Only a wrong JSON type is refused here.</summary>
    public (string? Text, string? Fault) TextOrFault(string name)
    {
        if (Member(name, JsonValueKind.String) is not { } member)
        {
            return (null, null);
        }

        try
        {
            var text = member.GetString()!;
            return text.Contains('\0', StringComparison.Ordinal) ? (null, "must not contain U+0000.") : (text, null);
        }
        catch (InvalidOperationException)
        {
            return (null, "must not contain half of a surrogate pair."); // JsonElement throws on one.
        }
    }

    /// <summary>A string, trimmed, with a length in code points. Missing is invalid.</summary>
    public string Trimmed(string name, int lengthMin, int lengthMax)
    {
        if (Required(name, OptionalText(name)) is not { } text)
        {
            return "";
        }

        var trimmed = text.Trim();
        if (trimmed.CodePoints is var length && (length < lengthMin || length > lengthMax))
        {
            Invalid(name, lengthMin == 0 ? $"must not be longer than {lengthMax} characters." : $"must have {lengthMin} to {lengthMax} characters.");
        }

        return trimmed;
    }

    /// <summary>A UUID in its one form. Missing is invalid.</summary>
    public Guid Uuid(string name) => Required(name, OptionalUuid(name)) ?? default;

    public Guid? OptionalUuid(string name)
    {
        if (OptionalText(name) is not { } text)
        {
            return null;
        }

        if (Ids.TryUuid(text, out var id))
        {
            return id;
        }

        Invalid(name, "must be a UUID.");
        return Guid.Empty;
    }

    /// <summary>An integer from 0 to 2^53−1, written without fraction and exponent. Missing is invalid.</summary>
    public long Seq(string name) => Required(name, OptionalSeq(name)) ?? 0;

    public long? OptionalSeq(string name)
    {
        if (Member(name, JsonValueKind.Number) is not { } member)
        {
            return null;
        }

        if (member.TryGetInt64(out var seq) && seq is >= 0 and <= Ids.SeqMax)
        {
            return seq;
        }

        Invalid(name, "must be an integer from 0 to 2^53-1.");
        return 0;
    }

    /// <summary>An instant with its offset: <c>2026-03-01T12:00:00Z</c>, with or without parts of a second. Missing is invalid.</summary>
    public DateTimeOffset Instant(string name)
    {
        if (Required(name, OptionalText(name)) is not { } text)
        {
            return default;
        }

        if (DateTimeOffset.TryParseExact(text, InstantForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
        {
            return instant;
        }

        Invalid(name, "must be an instant such as 2026-03-01T12:00:00Z.");
        return default;
    }

    /// <summary>Missing is invalid.</summary>
    public bool Bool(string name) => Required(name, OptionalBool(name)) ?? false;

    public bool? OptionalBool(string name) => Member(name, JsonValueKind.True, JsonValueKind.False)?.GetBoolean();

    /// <summary>A list of objects, whose errors are named <c>name[0].member</c>. Missing is invalid; so are more than <paramref name="countMax"/>.</summary>
    public IReadOnlyList<Fields> Objects(string name, int countMax)
    {
        if (Required(name, Member(name, JsonValueKind.Array)) is not { } list)
        {
            return [];
        }

        if (list.GetArrayLength() > countMax)
        {
            Invalid(name, $"must not have more than {countMax} entries.");
            return [];
        }

        return [.. list.EnumerateArray().Select((entry, at) => new Fields(entry, _errors, $"{_prefix}{name}[{at}]."))];
    }

    private string? Required(string name, string? value)
    {
        Require(name, value is not null);
        return value;
    }

    private T? Required<T>(string name, T? value)
        where T : struct
    {
        Require(name, value is not null);
        return value;
    }

    private void Require(string name, bool isThere)
    {
        if (!isThere && !_errors.Has(_prefix + name))
        {
            Invalid(name, "is required.");
        }
    }

    private JsonElement? Member(string name, JsonValueKind kind, JsonValueKind or = JsonValueKind.Undefined)
    {
        if (!TryMember(name, out var member) || member.ValueKind is JsonValueKind.Null)
        {
            return null;
        }

        if (member.ValueKind == kind || member.ValueKind == or)
        {
            return member;
        }

        _errors.Stop(RefusalCode.Malformed, $"{_prefix}{name} has the wrong JSON type.");
        return null;
    }

    private bool TryMember(string name, out JsonElement member)
    {
        member = default;
        try
        {
            return _object.ValueKind is JsonValueKind.Object && _object.TryGetProperty(name, out member);
        }
        catch (InvalidOperationException)
        {
            _errors.Stop(RefusalCode.Malformed, "A member's name holds half of a surrogate pair.");
            return false;
        }
    }
}

/// <summary>On a <see cref="Fields"/> parameter: an empty body, of the right media type, is the same as <c>{}</c>.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class MayBeEmptyAttribute : Attribute;
