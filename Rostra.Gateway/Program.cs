using Rostra.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddClusterClient();
builder.AddRostraGateway();
builder.AddManagement();
await builder.Build().MapRostraGateway().RunAsync();
