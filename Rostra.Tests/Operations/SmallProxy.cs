using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Rostra.Operations;

/// <summary>A proxy in front of Rostra, good or careless as a test wants it. It passes no sockets on, only the wish for one.</summary>
internal sealed class SmallProxy : IAsyncDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    private readonly WebApplication _app;

    private SmallProxy(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.Single());

    /// <summary>Says what it leaves out: <c>host</c>, <c>upgrade</c>, <c>headers</c>.</summary>
    /// <param name="subPath">It answers below this, such as <c>/chat</c>, and takes it away unless <paramref name="keepsSubPath"/>.</param>
    public static async Task<SmallProxy> Start(string to, string leavesOut = "", string subPath = "", bool keepsSubPath = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var proxy = new SmallProxy(builder.Build());
        proxy._app.Run(context => proxy.Pass(context, to, leavesOut, subPath, keepsSubPath));
        await proxy._app.StartAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    private async Task Pass(HttpContext context, string to, string leavesOut, string subPath, bool keepsSubPath)
    {
        if (!context.Request.Path.StartsWithSegments(subPath, StringComparison.Ordinal, out var rest))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), $"{to}{(keepsSubPath ? context.Request.Path : rest)}{context.Request.QueryString}") { Version = HttpVersion.Version11 };
        foreach (var (name, values) in context.Request.Headers.Where(header => header.Key is not ("Connection" or "Upgrade" or "Host")))
        {
            request.Headers.TryAddWithoutValidation(name, [.. values]);
        }

        if (leavesOut != "host")
        {
            request.Headers.Host = context.Request.Host.Value;
        }

        if (leavesOut != "upgrade" && context.Request.Headers.Upgrade.Count > 0)
        {
            request.Headers.TryAddWithoutValidation("Connection", "Upgrade");
            request.Headers.TryAddWithoutValidation("Upgrade", [.. context.Request.Headers.Upgrade]);
        }

        using var answer = await _http.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key != "Transfer-Encoding" && !(leavesOut == "headers" && header.Key == "Content-Security-Policy")))
        {
            context.Response.Headers[name] = values.ToArray();
        }

        await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
