using Microsoft.Extensions.Options;
using Rostra.Hosting;

namespace Rostra.Accounts;

/// <summary>Where a browser keeps the refresh cookie: out of every script's reach, sent to the account's own paths only.</summary>
internal sealed class RefreshJar(IOptions<PublicAddress> address, TimeProvider time)
{
    public const string Name = "rostra_refresh";

    private const string Path = "/api/auth";

    public static string? Read(HttpRequest request) => request.Cookies[Name];

    public void Keep(HttpContext context, string cookie, DateTimeOffset endsAt)
    {
        var options = Options(context);
        options.MaxAge = TimeSpan.FromSeconds(Math.Max(0, Math.Floor((endsAt - time.GetUtcNow()).TotalSeconds)));
        context.Response.Cookies.Append(Name, cookie, options);
    }

    public void Clear(HttpContext context) => context.Response.Cookies.Delete(Name, Options(context));

    private CookieOptions Options(HttpContext context) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = address.Value.IsHttps(context.Request),
        Path = address.Value.BasePath + Path,
    };
}
