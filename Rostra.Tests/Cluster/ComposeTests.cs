using Rostra.Architecture;
using Xunit;

namespace Rostra.Topology;

/// <summary>docker-compose.yml is the topology of <c>./cluster</c>: Docker itself runs nowhere in our tests.</summary>
public sealed class ComposeTests
{
    private static readonly ComposeFile Compose = ComposeFile.Read(Path.Combine(Repository.Root, "docker-compose.yml"));

    [Fact]
    public void It_has_the_processes_of_a_local_cluster() =>
        Assert.Equal(["balancer", "gateway", "postgres", "redis", "silo"], Compose.Services.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Silos_are_told_what_silos_are_told() =>
        Assert.Equal(Settings.OfSilos.Except([Settings.AdvertisedAddress]).Order(), Compose.Services["silo"].Environment.Keys.Order());

    [Fact]
    public void Gateways_are_told_what_gateways_are_told() =>
        Assert.Equal(Settings.OfGateways.Order(), Compose.Services["gateway"].Environment.Keys.Order());

    [Fact]
    public void Everybody_listens_where_the_others_look()
    {
        var (silo, gateway) = (Compose.Services["silo"].Environment, Compose.Services["gateway"].Environment);
        Assert.Equal($"{ContainerPorts.Silo}", silo[Settings.SiloPort]);
        Assert.Equal($"{ContainerPorts.OrleansGateway}", silo[Settings.OrleansGatewayPort]);
        Assert.Equal($"http://127.0.0.1:{ContainerPorts.Health}", silo[Settings.HealthUrls]);
        Assert.Equal($"http://+:{ContainerPorts.Gateway}", gateway[Settings.Urls]);
        Assert.Equal($"http://127.0.0.1:{ContainerPorts.Management}", gateway[Settings.ManagementUrls]);
        Assert.Contains($"Host=postgres;Port={ContainerPorts.Postgres};", silo[Settings.Postgres], StringComparison.Ordinal);
        Assert.All([silo, gateway], settings => Assert.StartsWith($"redis:{ContainerPorts.Redis},password=", settings[Settings.Redis], StringComparison.Ordinal));
        Assert.Equal($":{ContainerPorts.Balancer}", Compose.Services["balancer"].Environment["ROSTRA_BIND"]);
        Assert.Contains($"gateway:{ContainerPorts.Gateway}", File.ReadAllText(Path.Combine(Repository.Root, "deploy/haproxy/gateways.docker.cfg")), StringComparison.Ordinal);
        Assert.Equal(
            [$"http://127.0.0.1:{ContainerPorts.Health}/health/ready", $"http://127.0.0.1:{ContainerPorts.Gateway}/health/ready"],
            new[] { "silo", "gateway" }.Select(name => Compose.Services[name].Healthcheck!.Test[^1]));
    }

    [Fact]
    public void Balancer_and_Redis_follow_the_rules_of_a_local_cluster()
    {
        Assert.Contains("./deploy/haproxy/haproxy.cfg:/etc/rostra/haproxy.cfg:ro", Compose.Services["balancer"].Volumes);
        Assert.Contains("./deploy/redis/redis.conf:/etc/rostra/redis.conf:ro", Compose.Services["redis"].Volumes);
        Assert.All(
            Compose.Services.Values.SelectMany(service => service.Volumes).Where(volume => volume.StartsWith("./", StringComparison.Ordinal)),
            volume => Assert.True(File.Exists(Path.Combine(Repository.Root, volume.Split(':')[0])), volume));
    }

    [Fact]
    public void Silos_and_gateways_can_be_scaled()
    {
        foreach (var service in new[] { Compose.Services["silo"], Compose.Services["gateway"] })
        {
            Assert.Equal(2, service.Scale);
            Assert.Empty(service.Ports); // A port of the host can be had once.
        }
    }

    [Fact]
    public void Nothing_from_outside_reaches_silos_and_stores()
    {
        Assert.True(Compose.Networks["inside"]!.Internal);
        Assert.All(["silo", "postgres", "redis"], name => Assert.Equal(["inside"], Compose.Services[name].Networks));
        Assert.Equal(["balancer"], Compose.Services.Where(service => service.Value.Ports.Length > 0).Select(service => service.Key));
    }

    [Fact]
    public void Every_service_has_a_health_check_comes_back_and_is_given_time_to_stop() => Assert.All(Compose.Services.Values, service =>
    {
        Assert.NotEmpty(service.Healthcheck!.Test);
        Assert.Equal("unless-stopped", service.Restart);
        Assert.NotEmpty(service.StopGracePeriod);
    });

    [Fact]
    public void Our_own_programs_run_without_rights_that_they_do_not_need() => Assert.All(["silo", "gateway"], name =>
    {
        var service = Compose.Services[name];
        Assert.True(service.ReadOnly);
        Assert.Equal(["ALL"], service.CapDrop);
        var dockerfile = File.ReadAllLines(Path.Combine(Repository.Root, service.Build!.Dockerfile));
        Assert.Contains("USER $APP_UID", dockerfile);
        Assert.Contains(dockerfile, line => line.StartsWith("HEALTHCHECK", StringComparison.Ordinal));
    });

    [Fact]
    public void No_secret_is_written_down() => Assert.All(
        Compose.Services.Values.SelectMany(service => service.Environment).Where(setting => setting.Value.Contains("assword=", StringComparison.Ordinal)
            || setting.Key.Contains("PASSWORD", StringComparison.Ordinal) || setting.Key.Contains("Key", StringComparison.Ordinal)),
        setting => Assert.Contains(":?run ./deploy/make-env first}", setting.Value, StringComparison.Ordinal));
}
