using k8s;
using k8s.Models;
using Rostra.Architecture;
using Xunit;

namespace Rostra.Topology;

/// <summary>The manifests of Kubernetes, read with its own types: a key that it does not know fails to parse.</summary>
public sealed class ManifestTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "deploy", "kubernetes");
    private static readonly List<object> Manifests =
        [.. Directory.EnumerateFiles(Folder, "*.yaml").Where(file => !file.EndsWith("kustomization.yaml", StringComparison.Ordinal)).SelectMany(Read)];

    [Fact]
    public void Silos_are_told_what_silos_are_told() => Assert.Equal(Settings.OfSilos.Order(), Container(Silos.Spec.Template).Env.Select(setting => setting.Name).Order());

    [Fact]
    public void Gateways_are_told_what_gateways_are_told() =>
        Assert.Equal(Settings.OfGateways.Order(), Container(Gateways.Spec.Template).Env.Select(setting => setting.Name).Order());

    [Fact]
    public void Everybody_listens_where_the_others_look()
    {
        var (silo, gateway) = (Container(Silos.Spec.Template), Container(Gateways.Spec.Template));
        Assert.Equal($"{ContainerPorts.Silo}", Value(silo, Settings.SiloPort));
        Assert.Equal($"{ContainerPorts.OrleansGateway}", Value(silo, Settings.OrleansGatewayPort));
        Assert.Equal($"http://+:{ContainerPorts.Health}", Value(silo, Settings.HealthUrls));
        Assert.Equal($"http://+:{ContainerPorts.Gateway}", Value(gateway, Settings.Urls));
        Assert.Equal($"http://127.0.0.1:{ContainerPorts.Management}", Value(gateway, Settings.ManagementUrls));
        Assert.Equal([ContainerPorts.Silo, ContainerPorts.OrleansGateway, ContainerPorts.Health], silo.Ports.Select(port => port.ContainerPort));
        Assert.Equal([ContainerPorts.Gateway], gateway.Ports.Select(port => port.ContainerPort));
    }

    [Fact]
    public void Both_are_probed_and_given_time_to_stop()
    {
        Assert.All([Silos.Spec.Template, Gateways.Spec.Template], template =>
        {
            var container = Container(template);
            Assert.Equal("/health/live", container.LivenessProbe.HttpGet.Path);
            Assert.Equal("/health/ready", container.ReadinessProbe.HttpGet.Path);
            Assert.Contains(container.Ports, port => port.Name == container.ReadinessProbe.HttpGet.Port.Value);
            Assert.True(template.Spec.TerminationGracePeriodSeconds >= 45);
        });
        Assert.Equal(5, Container(Gateways.Spec.Template).Lifecycle.PreStop.Sleep.Seconds);
    }

    [Fact]
    public void Both_run_without_rights_that_they_do_not_need() => Assert.All([Silos.Spec.Template, Gateways.Spec.Template], template =>
    {
        Assert.True(template.Spec.SecurityContext.RunAsNonRoot);
        Assert.False(template.Spec.AutomountServiceAccountToken);
        var rights = Container(template).SecurityContext;
        Assert.True(rights.ReadOnlyRootFilesystem);
        Assert.False(rights.AllowPrivilegeEscalation);
        Assert.Equal(["ALL"], rights.Capabilities.Drop);
    });

    [Fact]
    public void Of_silos_and_of_gateways_one_may_be_away() => Assert.Equal(
        [("gateway", "1"), ("silo", "1")],
        Manifests.OfType<V1PodDisruptionBudget>().Select(budget => (budget.Metadata.Name, budget.Spec.MaxUnavailable.Value)).Order());

    [Fact]
    public void Orleans_ports_are_open_to_silos_and_gateways_only()
    {
        var policy = Manifests.OfType<V1NetworkPolicy>().Single(policy => policy.Metadata.Name == "silo");
        Assert.Equal(Silos.Spec.Template.Metadata.Labels, policy.Spec.PodSelector.MatchLabels);
        Assert.Equal(
            [($"{ContainerPorts.Silo}", "silo"), ($"{ContainerPorts.OrleansGateway}", "gateway")],
            policy.Spec.Ingress.Select(rule => (rule.Ports.Single().Port.Value, rule.FromProperty.Single().PodSelector.MatchLabels["app.kubernetes.io/component"])));
    }

    [Fact]
    public void Every_name_that_is_used_is_there()
    {
        var secret = Manifests.OfType<V1Secret>().Single();
        var templates = Manifests.OfType<V1StatefulSet>().Select(set => set.Spec.Template).Append(Gateways.Spec.Template);
        Assert.All(
            templates.SelectMany(template => Container(template).Env).Select(setting => setting.ValueFrom?.SecretKeyRef).OfType<V1SecretKeySelector>(),
            reference => Assert.True(reference.Name == secret.Metadata.Name && secret.StringData.ContainsKey(reference.Key), reference.Key));
        var service = Manifests.OfType<V1Service>().Single(service => service.Metadata.Name == Silos.Spec.ServiceName);
        Assert.Equal("None", service.Spec.ClusterIP);
        Assert.Equal(Silos.Spec.Template.Metadata.Labels, service.Spec.Selector);
        var way = Manifests.OfType<V1Ingress>().Single().Spec.Rules.Single().Http.Paths.Single().Backend.Service;
        Assert.Contains(Manifests.OfType<V1Service>().Single(service => service.Metadata.Name == way.Name).Spec.Ports, port => port.Name == way.Port.Name);
        var listed = File.ReadLines(Path.Combine(Folder, "kustomization.yaml"))
            .Where(line => line.StartsWith("  - ", StringComparison.Ordinal) && line.EndsWith(".yaml", StringComparison.Ordinal)).Select(line => line[4..]).ToList();
        Assert.NotEmpty(listed);
        Assert.All(listed, file => Assert.True(File.Exists(Path.Combine(Folder, file)), file));
    }

    private static V1StatefulSet Silos => Manifests.OfType<V1StatefulSet>().Single(set => set.Metadata.Name == "silo");

    private static V1Deployment Gateways => Manifests.OfType<V1Deployment>().Single();

    private static List<object> Read(string file) => KubernetesYaml.LoadAllFromString(File.ReadAllText(file), strict: true);

    private static V1Container Container(V1PodTemplateSpec template) => template.Spec.Containers.Single();

    private static string Value(V1Container container, string setting) => container.Env.Single(each => each.Name == setting).Value;
}
