using System.Net;
using System.Net.Sockets;
using Rostra.Postgres;

namespace Rostra.Topology;

/// <summary>A hundred ports in a row, each with its purpose, so that every process has the same ones after every start.</summary>
public sealed class PortBlock : IDisposable
{
    /// <summary>Of silos, and of gateways.</summary>
    public const int ProcessesMax = 15;

    private const int Length = 100;
    private const int First = 10000;
    private const int Blocks = 220; // Below the ports that the system hands out to callers: one of those could be taken while its process is down.

    private readonly FileLock? _held;

    private PortBlock(int start, FileLock? held)
    {
        Start = start;
        _held = held;
    }

    public int Start { get; }

    /// <summary>Which of the free blocks it is.</summary>
    internal int Number => (Start - First) / Length;

    public int Balancer => Start;

    public int Postgres => Start + 1;

    public int Redis => Start + 2;

    public static PortBlock At(int start) => new(start, null);

    /// <summary>One that no process uses; held until it is disposed of, or this process ends.</summary>
    public static PortBlock Free()
    {
        var directory = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"rostra-ports-{Environment.UserName}")).FullName;
        foreach (var block in Enumerable.Range(0, Blocks).OrderBy(_ => Random.Shared.Next()))
        {
            var start = First + (block * Length);
            if (FileLock.TryTake(Path.Combine(directory, $"{start}.lock")) is not { } held)
            {
                continue;
            }

            var ports = new PortBlock(start, held);
            if (ports.All(ProcessesMax, ProcessesMax).All(IsFree))
            {
                return ports;
            }

            held.Dispose();
        }

        throw new StartRefusedException("No hundred free ports in a row were found on this machine.");
    }

    public int Gateway(int number) => Start + 10 + number;

    public int Management(int number) => Start + 25 + number;

    public int Silo(int number) => Start + 40 + number;

    public int OrleansGateway(int number) => Start + 55 + number;

    public int Health(int number) => Start + 70 + number;

    /// <summary>Those that a cluster of this size listens on.</summary>
    public IEnumerable<int> All(int silos, int gateways) =>
    [
        Balancer, Postgres, Redis,
        .. Enumerable.Range(1, gateways).SelectMany(number => new[] { Gateway(number), Management(number) }),
        .. Enumerable.Range(1, silos).SelectMany(number => new[] { Silo(number), OrleansGateway(number), Health(number) }),
    ];

    public static bool IsFree(int port)
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public void Dispose() => _held?.Dispose();
}
