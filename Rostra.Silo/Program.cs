using Rostra.Fencing;
using Rostra.Hosting;

var builder = Host.CreateApplicationBuilder(args);
builder.AddHealth();
builder.AddRostraSilo(silo =>
{
    silo.UseRedisMembership(builder.Configuration);
    silo.AddFencing(builder.Configuration.GetConnectionString("Postgres")!);
});
await builder.Build().RunAsync();
