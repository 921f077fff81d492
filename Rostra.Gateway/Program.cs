using Rostra.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddClusterClient();
builder.AddRostraGateway();
await builder.Build().MapRostraGateway().RunAsync();
