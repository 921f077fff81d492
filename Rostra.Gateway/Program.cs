using Rostra.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddClusterClient();
builder.AddRostraGateway();
builder.AddProgramDefaults();
builder.AddManagement();
await builder.Build().MapRostraGateway().RunAsync();
