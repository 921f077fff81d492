using System.Diagnostics;

namespace Rostra.Soak;

/// <summary>Takes as much of all cores as is missing to a wished load, like a neighbour who computes.</summary>
internal sealed class Burner : IDisposable
{
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan SteerEvery = TimeSpan.FromMilliseconds(500);

    /// <summary>How much of the difference is made up at each step: less than all, or it would swing.</summary>
    private const double Gain = 0.4;

    private readonly MachineCpu _machine = new();
    private readonly double _target;
    private readonly Timer _steering;
    private readonly List<double> _loads = [];
    private double _share;
    private volatile bool _isOver;

    public Burner(double target)
    {
        _target = target;
        for (var core = 0; core < Environment.ProcessorCount; core++)
        {
            new Thread(Burn) { IsBackground = true, Name = "burner" }.Start();
        }

        _steering = new Timer(_ => Steer(), null, SteerEvery, SteerEvery);
    }

    /// <summary>What the machine's load was, each half second, in order of size.</summary>
    public double[] Loads
    {
        get
        {
            lock (_loads) return [.. _loads.Order()];
        }
    }

    public void Dispose()
    {
        _isOver = true;
        _steering.Dispose();
    }

    private void Steer()
    {
        lock (_loads)
        {
            var load = _machine.Collect();
            _loads.Add(load);
            Volatile.Write(ref _share, Math.Clamp(_share + ((_target - load) * Gain), 0, 1));
        }
    }

    private void Burn()
    {
        while (!_isOver)
        {
            var (start, busy) = (Stopwatch.GetTimestamp(), Slice * Volatile.Read(ref _share));
            while (Stopwatch.GetElapsedTime(start) < busy) Thread.SpinWait(1_000);
            if (Slice - busy is { TotalMilliseconds: >= 1 } rest) Thread.Sleep(rest);
        }
    }
}
