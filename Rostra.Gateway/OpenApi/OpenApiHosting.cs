using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Rostra.Hosting;

namespace Rostra.OpenApi;

/// <summary>The document, and where it is read: of a cluster on the management listener only.</summary>
public static class OpenApiHosting
{
    /// <summary>Lets everybody read it.</summary>
    public static WebApplication MapPublicApiDocument(this WebApplication app)
    {
        app.MapApiDocument(app.Services.GetRequiredService<ApiDocument>());
        return app;
    }

    internal static void AddApiDocument(this IServiceCollection services)
    {
        services.AddSingleton<IApiDescriptionProvider, ShapedEndpoints>();
        services.AddSingleton<IApiDescriptionProvider, HubMethods>();
        services.AddSingleton<ApiDocument>();
        services.AddSingleton<IManagementPages, DocumentPage>();
        services.AddOpenApi(ApiDocument.Name, options => options.AddSchemaTransformer<RequiredMembers>());
    }

    internal static void MapApiDocument(this IEndpointRouteBuilder app, ApiDocument document) => app
        .MapGet(ApiDocument.Path, (RequestDelegate)(async context =>
        {
            context.Response.ContentType = "application/json; charset=utf-8";
            await context.Response.WriteAsync(await document.Json, context.RequestAborted);
        }))
        .AllowAnonymous()
        .ExcludeFromDescription();
}
