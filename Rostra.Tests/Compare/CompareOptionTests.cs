using Xunit;

namespace Rostra.Compare;

public sealed class CompareOptionTests
{
    [Theory]
    [InlineData("--workload w4 --connections 50", null)]
    [InlineData("--workload w2 --pin --reps 1 --seconds 1", null)]
    [InlineData("--workload w8 --file talk.jsonl --limit 10", null)]
    [InlineData("--workload w8", "w8 needs --file.")]
    [InlineData("--workload w5 --messages 10", "--messages is at least 200.")]
    [InlineData("--workload w1 --reps 0", "--reps is at least 1.")]
    [InlineData("--workload w7", "Argument 'w7' not recognized. Must be one of:\n\t'w1'\n\t'w2'\n\t'w3'\n\t'w4'\n\t'w5'\n\t'w6'\n\t'w8'\n\t'w9'")]
    public void What_cannot_be_measured_is_told_before_anything_is_started(string arguments, string? fault) =>
        Assert.Equal(fault is null ? [] : [fault], new CompareCommand().Parse(arguments).Errors.Select(error => error.Message.ReplaceLineEndings("\n")));
}
