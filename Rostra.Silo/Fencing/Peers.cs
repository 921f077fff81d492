using System.Net.Sockets;

namespace Rostra.Fencing;

/// <summary>Whom this silo reaches, by their ports: what lies between the machines is asked about, not how busy the others are.</summary>
internal interface IPeers
{
    Task<PeerCount> Count(IReadOnlyCollection<SiloAddress> peers, TimeSpan timeout);
}

internal sealed class Peers : IPeers
{
    public async Task<PeerCount> Count(IReadOnlyCollection<SiloAddress> peers, TimeSpan timeout)
    {
        var answers = await Task.WhenAll(peers.Select(peer => IsReached(peer, timeout)));
        return new PeerCount(answers.Count(answer => answer is true), answers.Count(answer => answer is false));
    }

    /// <summary>Null: its machine answers that nobody listens there any more.</summary>
    private static async Task<bool?> IsReached(SiloAddress peer, TimeSpan timeout)
    {
        using var patience = new CancellationTokenSource(timeout);
        using var socket = new Socket(peer.Endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(peer.Endpoint, patience.Token);
            return true;
        }
        catch (SocketException refused) when (refused.SocketErrorCode is SocketError.ConnectionRefused)
        {
            return null;
        }
        catch (Exception fault) when (fault is SocketException or OperationCanceledException)
        {
            return false;
        }
    }
}
