using System.Reflection;
using Rostra.Hosting;
using Rostra.Rooms;
using Xunit;

namespace Rostra.Architecture;

/// <summary>Which part may know which: the arrows of docs/architecture.md, as assertions.</summary>
public sealed class LayeringTests
{
    private static readonly Assembly Interfaces = typeof(IRoomGrain).Assembly;
    private static readonly Assembly Grains = typeof(GrainsHosting).Assembly;
    private static readonly Assembly Silo = typeof(SiloHosting).Assembly;
    private static readonly Assembly Operations = typeof(ManagementListener).Assembly;
    private static readonly Assembly Gateway = typeof(GatewayHosting).Assembly;

    [Fact]
    public void The_contract_knows_nobody() => Assert.Empty(RostraReferences(Interfaces));

    [Fact]
    public void The_client_library_knows_the_wire_only() =>
        Assert.All(typeof(Clients.RostraClient).Assembly.GetReferencedAssemblies(), reference => Assert.StartsWith("System.", reference.Name, StringComparison.Ordinal));

    [Fact]
    public void The_command_line_knows_the_client_library_and_no_server() =>
        AssertKnows(typeof(Chat.ChatCommand).Assembly, ["Rostra.Client"], not: ["Microsoft.AspNetCore", "Orleans", "Npgsql"]);

    [Fact]
    public void Grains_know_the_contract_and_no_web() =>
        AssertKnows(Grains, ["Rostra.Grains.Interfaces"], not: ["Microsoft.AspNetCore", "StackExchange.Redis"]);

    [Fact]
    public void A_silo_hosts_grains_and_knows_no_gateway() => AssertKnows(Silo, ["Rostra.Grains", "Rostra.Grains.Interfaces", "Rostra.Operations"], not: ["Npgsql"]);

    [Fact]
    public void A_gateway_knows_grains_by_their_contract_and_no_database() =>
        AssertKnows(Gateway, ["Rostra.Grains.Interfaces", "Rostra.Operations"], not: ["Npgsql", "Dapper", "Orleans.Runtime,", "Orleans.Persistence"]);

    [Fact]
    public void What_operators_see_of_a_program_knows_no_chat() => AssertKnows(Operations, [], not: ["Npgsql", "Orleans", "StackExchange.Redis"]);

    [Fact]
    public void Nobody_knows_the_tests() =>
        Assert.DoesNotContain(
            new[] { Interfaces, Grains, Silo, Gateway, typeof(Rostra.Postgres.EmbeddedPostgres).Assembly },
            part => part.GetReferencedAssemblies().Any(reference => reference.Name == "Rostra.Tests"));

    [Fact]
    public void Every_grain_has_a_stored_name_of_its_own_and_every_contract_type_an_alias()
    {
        var grains = Grains.GetTypes().Where(type => type.IsSubclassOf(typeof(Grain)) && !type.IsAbstract).ToList();
        Assert.NotEmpty(grains);
        Assert.All(grains, grain => Assert.NotNull(grain.GetCustomAttribute<GrainTypeAttribute>()));

        var contracts = Interfaces.GetTypes().Where(type => type.GetCustomAttribute<GenerateSerializerAttribute>() is not null).ToList();
        Assert.NotEmpty(contracts);
        Assert.All(contracts, contract => Assert.True(contract.GetCustomAttribute<AliasAttribute>(inherit: false) is not null, $"{contract} has no alias"));
        Assert.Distinct(contracts.Select(contract => contract.GetCustomAttribute<AliasAttribute>(inherit: false)!.Alias));
    }

    private static void AssertKnows(Assembly part, string[] allowed, string[] not)
    {
        Assert.Empty(RostraReferences(part).Except(allowed));
        var names = part.GetReferencedAssemblies().Select(reference => reference.FullName).ToList();
        Assert.All(not, forbidden => Assert.DoesNotContain(names, name => name.StartsWith(forbidden, StringComparison.Ordinal)));
    }

    private static IEnumerable<string> RostraReferences(Assembly part) =>
        part.GetReferencedAssemblies().Select(reference => reference.Name!).Where(name => name.StartsWith("Rostra.", StringComparison.Ordinal));
}
