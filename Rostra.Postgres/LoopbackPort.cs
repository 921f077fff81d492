using System.Net;
using System.Net.Sockets;

namespace Rostra.Postgres;

/// <summary>A port of the loopback address that nobody uses now.</summary>
internal static class LoopbackPort
{
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
