using System.Net;
using System.Net.Security;
using System.Text.Json;

namespace Rostra.Doctor;

/// <summary>Whether people come to Rostra where they are told to.</summary>
internal sealed class DoorOpens() : DoorCheck("address")
{
    protected override async Task<Finding> Knock(Uri door, HttpClient http, CancellationToken cancellation)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(door, "health/ready"), cancellation);
            var body = await answer.Content.ReadAsStringAsync(cancellation);
            return answer.IsSuccessStatusCode && body.Contains("\"ready\"", StringComparison.Ordinal) ? Well($"{door} is ready.")
                : body.Contains("\"notReady\"", StringComparison.Ordinal) ? Wrong("Rostra answers, and is not ready.", "Ask /health/ready on the management listener: it says why.")
                : (int)answer.StatusCode is >= 300 and < 400 ? Wrong($"{door} sends callers on to {answer.Headers.Location}.", "Set Rostra__PublicUrl, or --url, to where people end up.")
                : Wrong($"{door}health/ready is answered {(int)answer.StatusCode} by something else than Rostra.", "Let the proxy pass all paths below the address on, with the sub-path taken away.");
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
        {
            return Wrong($"{door} does not answer: {fault.Message}", "Is Rostra started, is the proxy, does the name lead here, is the port open?");
        }
    }
}

/// <summary>Whether Rostra knows from a page's request that it is its own page: behind a proxy that does not say the host, it does not.</summary>
internal sealed class OriginMatches() : DoorCheck("origin")
{
    protected override async Task<Finding> Knock(Uri door, HttpClient http, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(door, "hub"));
        request.Headers.Add("Origin", door.GetLeftPart(UriPartial.Authority));
        using var answer = await http.SendAsync(request, cancellation);
        return answer.StatusCode is HttpStatusCode.Forbidden && (await answer.Content.ReadAsStringAsync(cancellation)).Contains("originRefused", StringComparison.Ordinal)
            ? Wrong($"Rostra takes {door.GetLeftPart(UriPartial.Authority)} for a foreign page: nobody can log in there.", "Set Rostra__PublicUrl to that address on all gateways; or let the proxy pass Host and X-Forwarded-Proto on, and name it in Rostra__KnownProxies__0.")
            : answer.StatusCode is HttpStatusCode.Unauthorized ? Well("Rostra knows its own page.")
            : Skipped($"The hub answered {(int)answer.StatusCode}.");
    }
}

/// <summary>Whether a proxy lets WebSockets through.</summary>
internal sealed class WebSocketsPass() : DoorCheck("websockets")
{
    protected override async Task<Finding> Knock(Uri door, HttpClient http, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(door, "hub")) { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.Connection.Add("Upgrade");
        request.Headers.Upgrade.Add(new("websocket"));
        request.Headers.Add("Sec-WebSocket-Version", "13");
        request.Headers.Add("Sec-WebSocket-Key", Convert.ToBase64String(Guid.NewGuid().ToByteArray()));
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        return answer.Headers.TryGetValues("Rostra-Upgrade", out var seen) && seen.First() == "websocket"
            ? Well("They come through.")
            : Wrong($"The wish to open a WebSocket does not reach Rostra (answer {(int)answer.StatusCode}).", "nginx: proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection \"upgrade\". Apache: mod_proxy_wstunnel. Load balancers: allow WebSockets.");
    }
}

/// <summary>Whether the page and its files come from the same place: under a sub-path that Rostra was not told of they do not.</summary>
internal sealed class PageIsServed() : DoorCheck("page")
{
    protected override async Task<Finding> Knock(Uri door, HttpClient http, CancellationToken cancellation)
    {
        var page = await http.GetStringAsync(door, cancellation);
        var at = page.IndexOf("src=\"", StringComparison.Ordinal);
        if (at < 0)
        {
            return Wrong($"{door} shows no page of Rostra's.", "Let the proxy pass all paths below the address on.");
        }

        var script = page[(at + 5)..page.IndexOf('"', at + 5)];
        using var answer = await http.GetAsync(new Uri(door, script), cancellation);
        return answer.IsSuccessStatusCode && answer.Content.Headers.ContentType?.MediaType?.Contains("javascript", StringComparison.Ordinal) is true
            ? Well("It is there, with its scripts.")
            : Wrong($"The page is there, and {script} is not (answer {(int)answer.StatusCode}).", "Set Rostra__PublicUrl to the whole address, with its path, on all gateways: https://example.org/chat");
    }
}

/// <summary>Whether people's passwords go through the net in the open, and how long the certificate is good.</summary>
internal sealed class DoorIsEncrypted(TimeProvider clock) : DoorCheck("certificate")
{
    private const int DaysMin = 14;

    protected override async Task<Finding> Knock(Uri door, HttpClient http, CancellationToken cancellation)
    {
        if (door.Scheme != Uri.UriSchemeHttps)
        {
            return door.IsLoopback ? Well("Only this machine reaches it.") : Doubtful("People's passwords go through the network unencrypted.", "Put a proxy with a certificate in front, or give Kestrel one: docs/operations.md.");
        }

        DateTime end = default;
        var errors = SslPolicyErrors.None;
        using var tcp = new System.Net.Sockets.TcpClient();
        await tcp.ConnectAsync(door.Host, door.Port, cancellation);
        await using var tls = new SslStream(tcp.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = door.Host,
            RemoteCertificateValidationCallback = (_, certificate, _, found) =>
            {
                (errors, end) = (found, DateTime.Parse(certificate!.GetExpirationDateString(), System.Globalization.CultureInfo.CurrentCulture));
                return certificate is not null; // Looked at, whatever is wrong with it, and nothing is told to whoever it is.
            },
        }, cancellation);
        return Judge(errors, end - clock.GetLocalNow().DateTime);
    }

    public Finding Judge(SslPolicyErrors errors, TimeSpan left) =>
        left <= TimeSpan.Zero ? Wrong("The certificate is over.", "Renew it.")
        : errors is not SslPolicyErrors.None ? Wrong($"Browsers refuse the certificate ({errors}).", "It must be for this name, from an authority that browsers know, and be sent with its chain.")
        : left.TotalDays < DaysMin ? Doubtful($"The certificate is good for {left.Days} more days.", "Renew it; certbot renew, and reload the proxy.")
        : Well($"It is good for {left.Days} more days.");
}

/// <summary>Whether what is for operators is shown to everybody.</summary>
internal sealed class OperatorsPagesAreHidden() : DoorCheck("operators' pages")
{
    protected override async Task<Finding> Knock(Uri door, HttpClient http, CancellationToken cancellation)
    {
        using var answer = await http.GetAsync(new Uri(door, "metrics"), cancellation);
        return answer.IsSuccessStatusCode && (await answer.Content.ReadAsStringAsync(cancellation)).Contains("# TYPE", StringComparison.Ordinal)
            ? Wrong("Everybody can read /metrics.", "Do not let the proxy pass anything on to the management listener; keep it at 127.0.0.1 or a private address.")
            : Well("They are not to be seen from here.");
    }
}

/// <summary>Whether a proxy takes away what tells browsers to be careful.</summary>
internal sealed class HeadersArrive() : DoorCheck("security headers")
{
    protected override async Task<Finding> Knock(Uri door, HttpClient http, CancellationToken cancellation)
    {
        using var answer = await http.GetAsync(new Uri(door, "api/limits"), cancellation);
        var hasPolicy = answer.Headers.Contains("Content-Security-Policy");
        var isJson = answer.Content.Headers.ContentType?.MediaType == "application/json" && IsJson(await answer.Content.ReadAsStringAsync(cancellation));
        return !isJson ? Wrong($"api/limits is answered {(int)answer.StatusCode}, not by Rostra.", "Let the proxy pass all paths below the address on.")
            : hasPolicy ? Well("They arrive.")
            : Doubtful("The proxy takes Content-Security-Policy away.", "Let it pass headers on as they are.");
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var _ = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
