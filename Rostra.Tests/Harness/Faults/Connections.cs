using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace Rostra.Testing;

/// <summary>The open TCP connections of a host, below HTTP and below Orleans' messages, so that they can be cut as a network does.</summary>
internal sealed class Connections
{
    private readonly ConcurrentDictionary<ConnectionContext, bool> _open = [];
    private volatile bool _isDown;

    public void Watch(IConnectionBuilder pipeline) => pipeline.Use(Kept);

    /// <summary>Ends all that are open; new ones are served.</summary>
    public void Cut()
    {
        foreach (var connection in _open.Keys)
        {
            connection.Abort(new ConnectionAbortedException("A test has cut this connection."));
        }
    }

    /// <summary>Ends all, and every new one, for good.</summary>
    public void TakeDown()
    {
        _isDown = true;
        Cut();
    }

    private ConnectionDelegate Kept(ConnectionDelegate next) => async connection =>
    {
        _open[connection] = true;
        try
        {
            if (_isDown)
            {
                connection.Abort(new ConnectionAbortedException("A test has taken this host off the network."));
                return;
            }

            await next(connection);
        }
        finally
        {
            _open.TryRemove(connection, out _);
        }
    };
}
