using Rostra.Configuration;
using Rostra.Fencing;
using Rostra.Hosting;

if (args is ["health", var url])
{
    return await HealthProbe.Ask(url);
}

var builder = Host.CreateApplicationBuilder(args);
if (StartCheck.Refuses(builder.Configuration))
{
    return 1;
}

builder.AddSiloManagement();
builder.Services.AddHostedService<ThreadReserve>();
builder.AddRostraSilo(silo =>
{
    silo.UseRedisMembership(builder.Configuration);
    silo.AddFencing(builder.Configuration.GetConnectionString("Postgres")!);
});
await builder.Build().RunAsync();
return Environment.ExitCode;
