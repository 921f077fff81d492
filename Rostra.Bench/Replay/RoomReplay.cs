namespace Rostra.Replay;

/// <summary>Says a room's lines in about the order of the file: nobody is more than so many lines ahead of the slowest.</summary>
internal sealed class RoomReplay(ReplayRoom room, IVoices voices, SendLog log, Action acked)
{
    private const int LookAhead = 512;
    private readonly Dictionary<Speaker, Lane> _lanes = [];
    private readonly Lock _lock = new();
    private readonly bool[] _answered = new bool[room.Lines.Count];
    private readonly TaskCompletionSource _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _firstUnanswered;
    private TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task Run(CancellationToken cancellation)
    {
        for (var place = 0; place < room.Lines.Count; place++)
        {
            await MayGoOn(place, cancellation);
            LaneOf(room.Lines[place].Speaker).Add(room.Lines[place], cancellation);
        }

        await Task.WhenAll(_lanes.Values.Select(lane => lane.Finished));
    }

    private async Task MayGoOn(int place, CancellationToken cancellation)
    {
        while (true)
        {
            Task moved;
            lock (_lock)
            {
                if (place - _firstUnanswered < LookAhead) return;
                moved = _moved.Task;
            }

            await await Task.WhenAny(moved, _broken.Task).WaitAsync(cancellation);
        }
    }

    private Lane LaneOf(Speaker speaker)
    {
        if (!_lanes.TryGetValue(speaker, out var lane)) _lanes[speaker] = lane = new Lane(room.Id, speaker, voices, log, Acked, _broken);
        return lane;
    }

    private void Acked(Spoken line)
    {
        TaskCompletionSource? moved = null;
        lock (_lock)
        {
            // Lines carry their place in the file; within the room they ascend.
            _answered[room.Lines.BinarySearch(line, ByNumber.Instance)] = true;
            var before = _firstUnanswered;
            while (_firstUnanswered < _answered.Length && _answered[_firstUnanswered]) _firstUnanswered++;
            if (_firstUnanswered > before) (moved, _moved) = (_moved, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        moved?.SetResult();
        acked();
    }

    private sealed class ByNumber : IComparer<Spoken>
    {
        public static readonly ByNumber Instance = new();

        public int Compare(Spoken? x, Spoken? y) => x!.Number.CompareTo(y!.Number);
    }
}
