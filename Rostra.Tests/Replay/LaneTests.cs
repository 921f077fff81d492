using Rostra.Clients;
using Xunit;

namespace Rostra.Replay;

public sealed class LaneTests
{
    private readonly Speaker _ada = new("ada", "ada");

    [Fact]
    public async Task Lines_keep_their_order_through_refusals_and_cuts()
    {
        var server = new ShakyServer(new Random(5));
        var log = new SendLog(400);
        var broken = new TaskCompletionSource();
        var lane = new Lane(Guid.NewGuid(), _ada, server, log, _ => { }, broken);

        foreach (var number in Enumerable.Range(1, 400)) lane.Add(Line(number), TestContext.Current.CancellationToken);
        await lane.Finished;

        Assert.Equal(Enumerable.Range(1, 400), server.Stored);
        Assert.Equal(400, log.Acked);
        Assert.True(log.Repeated > 0);
        Assert.Equal(0, server.Lent);
    }

    [Fact]
    public async Task A_refusal_for_good_ends_the_replay()
    {
        var broken = new TaskCompletionSource();
        var lane = new Lane(Guid.NewGuid(), _ada, new ShakyServer(new Random(5)) { Refusal = new("notMember") }, new SendLog(1), _ => { }, broken);

        lane.Add(Line(1), TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<BenchException>(() => broken.Task);
        await Assert.ThrowsAsync<BenchException>(() => lane.Finished);
    }

    private Spoken Line(int number) => new(number, _ada, Guid.NewGuid(), $"line {number}");

    /// <summary>Stores in the order of arrival; now and then it is cut, having stored a part of what was under way.</summary>
    private sealed class ShakyServer(Random random) : IVoices, IVoice
    {
        private static readonly Problem Busy = new("busy", RetryAfterMs: 1);
        private bool _isCut;

        public List<int> Stored { get; } = [];

        public int Lent { get; private set; }

        public Problem? Refusal { get; init; }

        public int Window => 16;

        public Task<LentVoice> Borrow(Speaker speaker, CancellationToken cancellation)
        {
            Lent++;
            _isCut = false;
            return Task.FromResult(new LentVoice(this, () => Lent--));
        }

        public async Task<Answer<Posted>> Say(Guid roomId, Spoken line, CancellationToken cancellation)
        {
            var isStored = Refusal is null && !_isCut && random.Next(40) > 0;
            _isCut |= !isStored;
            var isKnown = Stored.Contains(line.Number);
            if (isStored && !isKnown) Stored.Add(line.Number);
            var isAnswered = isStored && random.Next(40) > 0;
            _isCut |= !isAnswered;
            await Task.Yield();
            return isAnswered ? new(Posted(roomId, line, isKnown), null) : new(null, Refusal ?? Busy);
        }

        private static Posted Posted(Guid room, Spoken line, bool isKnown) =>
            new(new(room, line.Number, line.ClientId, new(Guid.Empty, "ada"), line.Text, DateTimeOffset.UnixEpoch, null, null, [], line.Number), isKnown);
    }
}
