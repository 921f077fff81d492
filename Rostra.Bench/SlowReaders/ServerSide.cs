using System.Globalization;

namespace Rostra.SlowReaders;

/// <summary>The server's ends of connections, as the kernel lists them: the only way to see that a socket was closed which nobody reads.</summary>
internal static class ServerSide
{
    private const string Established = "01";

    /// <summary>The clients' ports of those connections that the server still holds open.</summary>
    public static HashSet<int> Open(int serverPort) =>
    [
        .. File.ReadLines("/proc/net/tcp").Concat(File.Exists("/proc/net/tcp6") ? File.ReadLines("/proc/net/tcp6") : [])
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words.Length > 3 && words[3] == Established && PortOf(words[1]) == serverPort)
            .Select(words => PortOf(words[2])),
    ];

    private static int PortOf(string address) => int.Parse(address.AsSpan(address.LastIndexOf(':') + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
