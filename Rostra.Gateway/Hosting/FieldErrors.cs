namespace Rostra.Hosting;

/// <summary>What a handler reads and judges by itself: the members of a body, the parameters of a query.</summary>
internal interface IForm
{
    /// <summary>However good the form is; its own faults are told first.</summary>
    void RefuseAnyway(Refusal refusal);
}

/// <summary>Every bad field of one request, gathered so that all are told at once.</summary>
internal sealed class FieldErrors
{
    private readonly SortedDictionary<string, List<string>> _invalid = new(StringComparer.Ordinal);
    private Refusal? _first;

    /// <summary>A refusal that stands before any field: the body's own, or the first wrong JSON type.</summary>
    public void Stop(RefusalCode code, string sentence) => _first ??= new Refusal(code, sentence);

    public void Invalid(string field, string sentence)
    {
        if (!_invalid.TryGetValue(field, out var sentences))
        {
            _invalid[field] = sentences = [];
        }

        sentences.Add(sentence);
    }

    public bool Has(string field) => _invalid.ContainsKey(field);

    /// <summary>What stands where nothing is wrong with the fields.</summary>
    public Refusal? Otherwise { get; set; }

    public Refusal? Refusal => _first ?? (_invalid.Count == 0 ? Otherwise : Gathered());

    private Refusal Gathered()
    {
        var errors = _invalid.ToImmutableSortedDictionary(field => field.Key, field => field.Value.ToImmutableArray(), StringComparer.Ordinal);
        return new Refusal(RefusalCode.Invalid, string.Join(' ', errors.Select(field => $"{field.Key}: {string.Join(' ', field.Value)}")), errors);
    }
}
