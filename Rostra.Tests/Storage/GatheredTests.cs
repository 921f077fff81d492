using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Rostra.Storage;

/// <summary>Many who read at one moment.</summary>
public sealed class GatheredTests : IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    private readonly FakeTimeProvider _time = new();
    private readonly List<(int[] Keys, TaskCompletionSource Done)> _reads = [];
    private readonly SemaphoreSlim _begun = new(0);
    private readonly Gathered<int, string> _gathered;

    public GatheredTests() => _gathered = new(Read, _time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _begun.Dispose();

    [Fact]
    public async Task Who_comes_alone_is_served_at_once()
    {
        var answers = await BothLanes();

        Finish(0);
        Finish(1);

        Assert.Equal(["1", "2"], await Task.WhenAll(answers));
    }

    [Fact]
    public async Task Who_comes_meanwhile_goes_together_in_the_next_and_asks_twice_for_one_answer()
    {
        var first = await BothLanes();
        var later = Enumerable.Range(3, 100).Concat([3]).Select(_gathered.Read).ToList();

        Finish(0);
        await Begun();
        Finish(2);

        Assert.Equal(100, _reads[2].Keys.Length);
        Assert.Equal("3", (await Task.WhenAll(later))[^1]);
        Finish(1);
        await Task.WhenAll(first);
    }

    [Fact]
    public async Task After_a_read_for_many_the_next_one_waits_a_little()
    {
        var lanes = await BothLanes();
        var many = Enumerable.Range(3, 100).Select(_gathered.Read).ToList();
        Finish(0);
        await Begun();
        Finish(2);
        await Task.WhenAll(many);
        var next = _gathered.Read(500);
        Assert.Equal(3, _reads.Count);

        while (!await _begun.WaitAsync(s_pause, Cancellation))
        {
            _time.Advance(s_pause);
        }

        Finish(3);
        Assert.Equal("500", await next);
        Finish(1);
        await Task.WhenAll(lanes);
    }

    [Fact]
    public async Task A_read_that_fails_fails_for_those_alone_who_went_with_it()
    {
        var one = _gathered.Read(1);
        await Begun();
        _reads[0].Done.SetException(new TimeoutException());
        await Assert.ThrowsAsync<TimeoutException>(() => one);

        var again = _gathered.Read(1);
        await Begun();
        Finish(1);

        Assert.Equal("1", await again);
    }

    /// <summary>One read after the other has begun, and both are under way.</summary>
    private async Task<Task<string>[]> BothLanes()
    {
        var one = _gathered.Read(1);
        await Begun();
        var two = _gathered.Read(2);
        await Begun();
        return [one, two];
    }

    private Task Begun() => _begun.WaitAsync(Cancellation);

    private void Finish(int read)
    {
        lock (_reads)
        {
            _reads[read].Done.SetResult();
        }
    }

    private async Task<IReadOnlyDictionary<int, string>> Read(int[] keys)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_reads)
        {
            _reads.Add((keys, done));
        }

        _begun.Release();
        await done.Task;
        return keys.ToDictionary(key => key, key => $"{key}");
    }
}
