namespace Rostra.Chaos;

/// <summary>One way to hurt the cluster or its people, and to heal it.</summary>
/// <param name="Part">What it hurts: two injuries of one part exclude each other.</param>
/// <param name="Weight">How often it is chosen, against the others.</param>
/// <param name="Hurt">Completes when it is done, or begun.</param>
/// <param name="Heal">Completes when the part works again.</param>
internal sealed record Injury(
    string Name, string Part, int Weight, (double Min, double Max) Seconds, Func<CancellationToken, Task> Hurt, Func<CancellationToken, Task>? Heal = null)
{
    /// <summary>What it puts to the test, a verdict needs: every run begins with these, however short it is.</summary>
    public bool IsNeeded { get; init; }

    /// <summary>Of whichever process: “silo-1 kill” and “silo-2 kill” are one.</summary>
    public string Kind { get; } = string.Concat(Name.Where(letter => !char.IsAsciiDigit(letter)));
}
