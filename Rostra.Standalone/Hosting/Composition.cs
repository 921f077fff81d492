namespace Rostra.Hosting;

/// <summary>Silo and gateway as one application.</summary>
internal static class Composition
{
    public static WebApplication Compose(WebApplicationBuilder builder)
    {
        var app = builder.Build();
        return app;
    }
}
