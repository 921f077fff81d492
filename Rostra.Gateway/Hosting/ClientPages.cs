using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;

namespace Rostra.Hosting;

/// <summary>The built client's files, and its page on every path that belongs to nobody else.</summary>
internal static class ClientPages
{
    public static void UseClientPages(this WebApplication app)
    {
        var directory = app.Configuration[ClientFiles.Setting];
        IFileProvider files = Directory.Exists(directory) ? new PhysicalFileProvider(Path.GetFullPath(directory)) : new NullFileProvider();
        var basePath = app.Services.GetRequiredService<IOptions<PublicAddress>>().Value.BasePath;
        var options = new StaticFileOptions { FileProvider = new PageFiles(files, basePath), OnPrepareResponse = static file => Describe(file.Context) };

        app.UseWhen(
            context => context.GetEndpoint() is null && !context.Request.Path.IsApi,
            client =>
            {
                client.UseStaticFiles(options);
                client.Use((context, next) => Page(context, next));
                client.UseStaticFiles(options);
                client.Run(context => Problem.Write(context, Refusals.OfStatus(StatusCodes.Status404NotFound)));
            });
    }

    private static Task Page(HttpContext context, RequestDelegate next)
    {
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.Headers.Allow = "GET, HEAD";
            return Problem.Write(context, Refusals.OfStatus(StatusCodes.Status405MethodNotAllowed));
        }

        context.Request.Path = "/index.html";
        return next(context);
    }

    private static void Describe(HttpContext context)
    {
        var response = context.Response;
        // The build puts a hash of the content into the names of what lies in assets.
        response.Headers.CacheControl = context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
        if (response.ContentType is { } type && type.StartsWith("text/", StringComparison.Ordinal))
        {
            response.ContentType = $"{type}; charset=utf-8"; // Else a browser may guess, and be led to guess wrong.
        }
    }
}
