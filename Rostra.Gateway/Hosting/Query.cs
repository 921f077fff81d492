using System.Globalization;
using System.Reflection;

namespace Rostra.Hosting;

/// <summary>Reads a request's query, gathering every bad parameter. Read everything, then ask for <see cref="Refusal"/>. A handler takes it as a parameter.</summary>
internal sealed class Query : IBindableFromHttpContext<Query>, IForm
{
    private readonly IQueryCollection _query;
    private readonly FieldErrors _errors = new();

    private Query(IQueryCollection query) => _query = query;

    /// <summary>Why the request cannot be taken as it is, or null.</summary>
    public Refusal? Refusal => _errors.Refusal;

    public void RefuseAnyway(Refusal refusal) => _errors.Otherwise = refusal;

    public static ValueTask<Query?> BindAsync(HttpContext context, ParameterInfo parameter) => ValueTask.FromResult<Query?>(new Query(context.Request.Query));

    /// <summary>Adds a rule of the caller's own to the parameter's errors.</summary>
    public void Invalid(string name, string sentence) => _errors.Invalid(name, sentence);

    /// <summary>From 1 to <paramref name="max"/>; <paramref name="unless"/> when not given.</summary>
    public int Limit(int unless, int max, string name = "limit")
    {
        if (One(name) is not { } text)
        {
            return unless;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit >= 1 && limit <= max)
        {
            return limit;
        }

        Invalid(name, $"must be an integer from 1 to {max}.");
        return unless;
    }

    public long? Seq(string name)
    {
        if (One(name) is not { } text)
        {
            return null;
        }

        if (Ids.TrySeq(text, out var seq))
        {
            return seq;
        }

        Invalid(name, "must be an integer from 0 to 2^53-1.");
        return 0;
    }

    /// <summary>As sent, at most so many code points.</summary>
    public string? Text(string name, int lengthMax)
    {
        var text = One(name);
        if (text?.CodePoints > lengthMax)
        {
            Invalid(name, $"must not be longer than {lengthMax} characters.");
        }

        return text;
    }

    public bool? Bool(string name)
    {
        switch (One(name))
        {
            case null: return null;
            case "true": return true;
            case "false": return false;
            default:
                Invalid(name, "must be true or false.");
                return null;
        }
    }

    private string? One(string name)
    {
        var values = _query[name];
        if (values.Count > 1)
        {
            Invalid(name, "must be given once.");
            return null;
        }

        if (values.Count == 1 && values[0]!.Contains('\0', StringComparison.Ordinal))
        {
            Invalid(name, "must not contain U+0000.");
            return null;
        }

        return values.Count == 0 ? null : values[0];
    }
}
