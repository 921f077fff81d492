using System.Text;
using Xunit;

namespace Rostra.Architecture;

/// <summary>Mistakes that are planted for tests are in the faulty build only.</summary>
public sealed class PlantedTests
{
    [Theory]
    [InlineData("Rostra.Grains.dll", "ack-before-commit")]
    [InlineData("Rostra.Grains.dll", "before_commit")]
    [InlineData("Rostra.Grains.dll", "ROSTRA_CRASH")]
    [InlineData("Rostra.Gateway.dll", "no-member-check")]
    public void The_ordinary_build_has_none_of_them(string assembly, string name)
    {
        var bytes = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, assembly));
        Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(name)));
    }
}
