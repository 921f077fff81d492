using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;

namespace Rostra.Testing;

/// <summary>The open TCP connections of a gateway, below HTTP, so that they can be cut as a network does.</summary>
internal sealed class Connections
{
    private readonly ConcurrentDictionary<ConnectionContext, bool> _open = [];

    public void Watch(WebApplicationBuilder builder) => builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(Kept)));

    public void Cut()
    {
        foreach (var connection in _open.Keys)
        {
            connection.Abort(new ConnectionAbortedException("A test has cut this connection."));
        }
    }

    private ConnectionDelegate Kept(ConnectionDelegate next) => async connection =>
    {
        _open[connection] = true;
        try
        {
            await next(connection);
        }
        finally
        {
            _open.TryRemove(connection, out _);
        }
    };
}
