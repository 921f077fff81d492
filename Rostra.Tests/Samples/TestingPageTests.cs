using Rostra.Architecture;
using Xunit;

namespace Rostra.Samples;

public sealed class TestingPageTests
{
    [Fact]
    public void The_page_about_testing_shows_the_first_fault_test_as_it_is_and_it_is_short()
    {
        var sample = File.ReadAllText(Path.Combine(Repository.Root, "Rostra.Tests", "Samples", "FirstFaultTest.cs")).ReplaceLineEndings("\n");
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "testing.md")).ReplaceLineEndings("\n");

        Assert.Contains($"```csharp\n{sample}```", page, StringComparison.Ordinal);
        var body = sample[sample.IndexOf("[Fact]", StringComparison.Ordinal)..];
        Assert.InRange(body.Split('\n').Count(line => line.Trim().Length > 0), 1, 20);
    }
}
