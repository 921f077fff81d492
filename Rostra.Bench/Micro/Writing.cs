using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Rostra.Realtime;

namespace Rostra.Micro;

/// <summary>Events as bytes: between silo and gateway, and to the browser.</summary>
[MemoryDiagnoser]
public class Writing
{
    private readonly Serializer _serializer = new ServiceCollection().AddSerializer().BuildServiceProvider().GetRequiredService<Serializer>();
    private RoomBatch _batch = null!;
    private IntervalBatch _interval = null!;
    private byte[] _bytes = [];

    [Params(1, 10, 100)]
    public int Events { get; set; }

    [GlobalSetup]
    public void Say()
    {
        _batch = Talk.Batch(Talk.People(1)[0], 0, Events);
        _interval = new(Talk.RoomId, _batch.After, _batch.UpTo, _batch.Events);
        _bytes = ToGateway();
    }

    [Benchmark]
    public byte[] ToGateway() => _serializer.SerializeToArray(_batch);

    [Benchmark]
    public object FromSilo() => _serializer.Deserialize<RoomBatch>(_bytes)!;

    [Benchmark]
    public object ToBrowser() => FrameWriter.Write(_interval);
}
