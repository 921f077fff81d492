using System.Net.Sockets;

namespace Rostra.Fencing;

/// <summary>Whom this silo reaches, by their ports: what lies between the machines is asked about, not how busy the others are.</summary>
internal interface IPeers
{
    Task<Surroundings> Look(IReadOnlyCollection<SiloAddress> peers, TimeSpan timeout);
}

/// <summary>Whom a silo reaches and whom it does not; who is dead for certain is in neither.</summary>
internal sealed record Surroundings(int Reached, IReadOnlyCollection<SiloAddress> Unreached)
{
    public PeerCount Count => new(Reached, Unreached.Count);
}

internal sealed class Peers : IPeers
{
    public async Task<Surroundings> Look(IReadOnlyCollection<SiloAddress> peers, TimeSpan timeout)
    {
        var answers = await Task.WhenAll(peers.Select(async peer => (Peer: peer, IsReached: await IsReached(peer, timeout))));
        return new Surroundings(answers.Count(answer => answer.IsReached is true), [.. answers.Where(answer => answer.IsReached is false).Select(answer => answer.Peer)]);
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
