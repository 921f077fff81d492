using Rostra.Configuration;
using Rostra.Hosting;

if (args is ["health", var url])
{
    return await HealthProbe.Ask(url);
}

var builder = WebApplication.CreateBuilder(args);
if (StartCheck.Refuses(builder.Configuration))
{
    return 1;
}

builder.AddManagement("gateway", builder.Configuration[ManagementAddress.Setting] ?? "http://127.0.0.1:5081");
builder.AddClusterClient();
builder.AddRostraGateway();
builder.AddProgramDefaults();
await builder.Build().MapRostraGateway().RunAsync();
return Environment.ExitCode;
