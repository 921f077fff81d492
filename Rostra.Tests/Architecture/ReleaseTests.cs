using System.Text.Json;
using System.Text.RegularExpressions;
using Rostra.Postgres;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Rostra.Architecture;

/// <summary>What people install it by.</summary>
public sealed partial class ReleaseTests
{
    [Theory]
    [InlineData("rostra.service", "/opt/rostra/Rostra.Standalone")]
    [InlineData("rostra-silo.service", "/opt/rostra-silo/Rostra.Silo")]
    [InlineData("rostra-gateway.service", "/opt/rostra-gateway/Rostra.Gateway")]
    public async Task Each_unit_is_one_that_systemd_takes(string name, string program)
    {
        var unit = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "deploy", "systemd", name), TestContext.Current.CancellationToken);
        Assert.Contains($"ExecStart={program}\n", unit, StringComparison.Ordinal);
        if (!File.Exists("/usr/bin/systemd-analyze"))
        {
            return; // Nothing more can be said here.
        }

        var directory = Directory.CreateTempSubdirectory("rostra-unit-");
        try
        {
            var file = Path.Combine(directory.FullName, name);
            await File.WriteAllTextAsync(file, unit.Replace(program, "/bin/true", StringComparison.Ordinal), TestContext.Current.CancellationToken);
            var verified = await Tool.Run("/usr/bin/systemd-analyze", ["verify", file], user: null, TestContext.Current.CancellationToken);
            Assert.Equal((0, ""), (verified.ExitCode, verified.Errors));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_release_is_tested_first_and_publishes_what_is_there()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, ".github", "workflows", "release.yml"));
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));

        var jobs = (YamlMappingNode)((YamlMappingNode)yaml.Documents[0].RootNode)["jobs"];
        Assert.All(jobs.Where(job => job.Key.ToString() != "test"), job => Assert.Equal("test", job.Value["needs"].ToString()));
        Assert.Contains("./test", text, StringComparison.Ordinal);
        Assert.All(Projects().Matches(text), project => Assert.True(Directory.Exists(Path.Combine(Repository.Root, project.Groups["path"].Value)), project.Value));
    }

    [Fact]
    public async Task Its_bill_of_materials_names_every_package_of_the_lock_files_and_how_they_hang_together()
    {
        var directory = Directory.CreateTempSubdirectory("rostra-sbom-");
        try
        {
            var file = Path.Combine(directory.FullName, "rostra.cdx.json");
            var made = await Tool.Run("/usr/bin/env", ["node", Path.Combine(Repository.Root, ".ci", "sbom"), "1.2.3", file], user: null, TestContext.Current.CancellationToken);
            Assert.Equal((0, ""), (made.ExitCode, made.Errors));
            var bill = JsonElement.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));

            Assert.Equal(("CycloneDX", "1.6"), (bill.GetProperty("bomFormat").GetString(), bill.GetProperty("specVersion").GetString()));
            var named = bill.GetProperty("components").EnumerateArray().Select(component => component.GetProperty("bom-ref").GetString()).ToList();
            Assert.Equal(named.Distinct(), named);
            Assert.Empty(Locked("Rostra.Standalone").Concat(Locked("Rostra.Silo")).Concat(Locked("Rostra.Gateway")).Except(named));
            Assert.Contains(named, name => name!.StartsWith("pkg:npm/react@", StringComparison.Ordinal));
            Assert.DoesNotContain(named, name => name!.Contains("xunit", StringComparison.Ordinal) || name.StartsWith("pkg:npm/vitest@", StringComparison.Ordinal));
            Assert.Empty(bill.GetProperty("dependencies").EnumerateArray().SelectMany(each => each.GetProperty("dependsOn").EnumerateArray()).Select(name => name.GetString()).Except(named));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static IEnumerable<string> Locked(string project) =>
        from framework in JsonElement.Parse(File.ReadAllText(Path.Combine(Repository.Root, project, "packages.lock.json"))).GetProperty("dependencies").EnumerateObject()
        from package in framework.Value.EnumerateObject()
        where package.Value.GetProperty("type").GetString() != "Project"
        select $"pkg:nuget/{package.Name}@{package.Value.GetProperty("resolved").GetString()}";

    [GeneratedRegex(@"dotnet (?:publish|pack) (?<path>\S+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Projects();
}
