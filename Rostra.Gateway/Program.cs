using Rostra.Configuration;
using Rostra.Hosting;
using Rostra.Hosting.Safety;

if (args is ["health", var url])
{
    return await HealthProbe.Ask(url);
}

var builder = WebApplication.CreateBuilder(args);
if (StartCheck.Refuses(builder.Configuration))
{
    return 1;
}

if (UnsafeSettings.Refuse(builder.Environment, builder.Configuration, [StoreRules.RedisIsSafe, ClusterTlsRules.FilesFit, ManagementRules.IsPrivate, .. GatewayRules.All]))
{
    return UnsafeSettings.ExitCode;
}

builder.AddManagement("gateway", builder.Configuration[ManagementAddress.Setting] ?? "http://127.0.0.1:5081");
builder.AddClusterClient();
builder.AddRostraGateway();
builder.AddProgramDefaults();
await builder.Build().MapRostraGateway().RunAsync();
return Environment.ExitCode;
