using Rostra.Hosting;

if (args is ["health", var url])
{
    return await HealthProbe.Ask(url);
}

var builder = WebApplication.CreateBuilder(args);
builder.AddClusterClient();
builder.AddRostraGateway();
builder.AddProgramDefaults();
builder.AddManagement();
await builder.Build().MapRostraGateway().RunAsync();
return Environment.ExitCode;
