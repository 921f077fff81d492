using Rostra.Archives;
using Rostra.Configuration;
using Rostra.Fencing;
using Rostra.Hosting;
using Rostra.Hosting.Safety;

if (args is ["health", var url])
{
    return await HealthProbe.Ask(url);
}

if (args is ["--version"])
{
    Console.WriteLine($"Rostra {RostraVersion.Current}, schema {SchemaUpgrade.Newest}");
    return 0;
}

if (args is ["link", .. var verb])
{
    return await LinkVerb.Run(verb);
}

var builder = Host.CreateApplicationBuilder(args);
if (StartCheck.Refuses(builder.Configuration))
{
    return 1;
}

if (UnsafeSettings.Refuse(builder.Environment, builder.Configuration, StoreRules.RedisIsSafe, StoreRules.PostgresIsSafe, SiloRules.PortsArePrivate, ManagementRules.ProbesAreNear, ClusterTlsRules.FilesFit, Dashboard.PasswordIsStrong, LogRules.NothingIsBlurtedOut))
{
    return UnsafeSettings.ExitCode;
}

if (args.Contains("--migrate-only"))
{
    Console.WriteLine(await SchemaUpgrade.Run(builder.Configuration.GetConnectionString("Postgres") ?? throw new InvalidOperationException("ConnectionStrings__Postgres is not set."), CancellationToken.None));
    return 0;
}

builder.AddSiloManagement();
builder.Services.AddHostedService<ThreadReserve>();
builder.AddRostraSilo(silo =>
{
    silo.UseRedisMembership(builder.Configuration);
    silo.UseClusterTls(builder.Configuration);
    silo.AddFencing(builder.Configuration.GetConnectionString("Postgres")!);
});
await builder.Build().RunAsync();
return Environment.ExitCode;
