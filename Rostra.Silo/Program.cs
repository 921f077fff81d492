using Rostra.Hosting;

var builder = Host.CreateApplicationBuilder(args);
builder.AddHealth();
builder.AddRostraSilo(silo => silo.UseRedisMembership(builder.Configuration));
await builder.Build().RunAsync();
