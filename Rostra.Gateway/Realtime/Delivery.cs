namespace Rostra.Realtime;

/// <summary>One batch on its way to many connections: written as frames once, whoever is first.</summary>
internal sealed class Delivery(Batch batch)
{
    private ImmutableArray<Frame> _frames;

    public Batch Batch => batch;

    /// <summary>Two threads may both write them; the frames are equal, and either may stay.</summary>
    public ImmutableArray<Frame> Frames
    {
        get
        {
            if (_frames.IsDefault)
            {
                ImmutableInterlocked.InterlockedInitialize(ref _frames, FrameWriter.Write(batch));
            }

            return _frames;
        }
    }
}
