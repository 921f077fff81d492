using System.Text.RegularExpressions;
using Rostra.Postgres;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Rostra.Architecture;

/// <summary>What people install it by.</summary>
public sealed partial class ReleaseTests
{
    [Fact]
    public async Task The_unit_is_one_that_systemd_takes()
    {
        var unit = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "deploy", "systemd", "rostra.service"), TestContext.Current.CancellationToken);
        Assert.Contains("ExecStart=/opt/rostra/Rostra.Standalone\n", unit, StringComparison.Ordinal);
        if (!File.Exists("/usr/bin/systemd-analyze"))
        {
            return; // Nothing more can be said here.
        }

        var directory = Directory.CreateTempSubdirectory("rostra-unit-");
        try
        {
            var file = Path.Combine(directory.FullName, "rostra.service");
            await File.WriteAllTextAsync(file, unit.Replace("/opt/rostra/Rostra.Standalone", "/bin/true", StringComparison.Ordinal), TestContext.Current.CancellationToken);
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

    [GeneratedRegex(@"dotnet (?:publish|pack) (?<path>\S+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Projects();
}
