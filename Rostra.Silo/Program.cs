using Rostra.Hosting;

var builder = Host.CreateApplicationBuilder(args);
builder.AddRostraSilo(silo => silo.UseRedisMembership(builder.Configuration));
await builder.Build().RunAsync();
