using Rostra.Telemetry;

namespace Rostra.Hosting;

/// <summary>A silo on this host: the grains, on the Postgres server that <c>ConnectionStrings:Postgres</c> names.</summary>
public static class SiloHosting
{
    /// <param name="clustering">How silos find each other.</param>
    public static IHostApplicationBuilder AddRostraSilo(this IHostApplicationBuilder builder, Action<ISiloBuilder> clustering)
    {
        var connectionString = builder.Configuration.GetConnectionString("Postgres")
            ?? throw new InvalidOperationException("ConnectionStrings__Postgres is not set: name the Postgres database to keep everything in.");
        builder.UseOrleans(silo =>
        {
            clustering(silo);
            if (TelemetryOptions.IsTracing(builder.Configuration))
            {
                silo.AddActivityPropagation();
            }

            silo.AddRostraGrains(connectionString);
            silo.AddRostraDashboard(builder.Configuration);
        });
        return builder;
    }
}
