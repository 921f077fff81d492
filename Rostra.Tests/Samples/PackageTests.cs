using System.Xml.Linq;
using Rostra.Architecture;
using Xunit;

namespace Rostra.Samples;

public sealed class PackageTests
{
    [Theory]
    [InlineData("Rostra.Gateway/Rostra.Gateway.csproj")]
    [InlineData("Rostra.Grains/Rostra.Grains.csproj")]
    [InlineData("Rostra.Grains.Interfaces/Rostra.Grains.Interfaces.csproj")]
    [InlineData("Rostra.Postgres/Rostra.Postgres.csproj")]
    [InlineData("Rostra.Silo/Rostra.Silo.csproj")]
    public void What_our_assemblies_stand_on_is_a_dependency_of_the_package_that_brings_them(string project) =>
        Assert.Empty(PackagesOf(project).Except(PackagesOf("Rostra.Tests/Harness/Rostra.Testing.csproj")));

    private static IEnumerable<string> PackagesOf(string project) =>
        XDocument.Load(Path.Combine(Repository.Root, project)).Descendants("PackageReference").Select(package => package.Attribute("Include")!.Value);
}
