using System.Net;
using System.Net.Sockets;

namespace Rostra.Hosting;

/// <summary>The addresses to listen on, tried before anything else is started.</summary>
internal static class Addresses
{
    public const string Default = "http://localhost:5080";

    private static readonly string[] s_keys = ["urls", "http_ports", "https_ports"];

    public static bool AreConfigured(IConfiguration configuration) =>
        s_keys.Any(key => !string.IsNullOrWhiteSpace(configuration[key])) || configuration.GetSection("Kestrel:Endpoints").GetChildren().Any();

    public static void Refuse(IConfiguration configuration)
    {
        foreach (var url in Configured(configuration))
        {
            Try(url, Parse(url));
        }
    }

    public static StartRefusedException Taken(string url, string reason) =>
        new($"{url} cannot be listened on ({reason}): choose another address with --urls, such as --urls http://localhost:5090");

    /// <summary>For a person to click on: "any address" is no place to go to.</summary>
    public static string Shown(IEnumerable<string> urls) => string.Join(", ", urls.Select(url => BindingAddress.Parse(url)).Select(address =>
        $"{address.Scheme}://{(address.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "localhost" : address.Host)}:{address.Port}").Distinct());

    private static string[] Configured(IConfiguration configuration)
    {
        if (configuration["urls"] is { Length: > 0 } urls)
        {
            return Split(urls);
        }

        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>();
        return
        [
            .. endpoints,
            .. Split(configuration["http_ports"]).Select(port => $"http://*:{port}"),
            .. Split(configuration["https_ports"]).Select(port => $"https://*:{port}"),
        ];
    }

    private static string[] Split(string? list) =>
        (list ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static BindingAddress Parse(string url)
    {
        try
        {
            return BindingAddress.Parse(url);
        }
        catch (FormatException error)
        {
            throw new StartRefusedException($"'{url}' is not an address to listen on, such as {Default}", error);
        }
    }

    private static void Try(string url, BindingAddress address)
    {
        if (address.IsUnixPipe || address.IsNamedPipe || address.Port == 0)
        {
            return;
        }

        foreach (var ip in Ips(address.Host))
        {
            try
            {
                using var socket = new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(ip, address.Port));
                socket.Listen();
            }
            catch (SocketException error) when (error.SocketErrorCode is SocketError.AddressFamilyNotSupported
                || (error.SocketErrorCode is SocketError.AddressNotAvailable && ip.Equals(IPAddress.IPv6Loopback)))
            {
                // A machine without IPv6: Kestrel does without, too.
            }
            catch (SocketException error)
            {
                throw Taken(url, error.Message);
            }
        }
    }

    private static IPAddress[] Ips(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? [IPAddress.Loopback, IPAddress.IPv6Loopback]
        : IPAddress.TryParse(host, out var ip) ? [ip]
        : [IPAddress.Any]; // Kestrel takes any other name as "every address".
}
