using CsCheck;
using Xunit;

namespace Rostra.Clients;

public sealed class OutboxPropertyTests
{
    [Fact]
    public void Whatever_is_lost_or_refused_on_the_way_each_message_arrives_once_and_in_order() =>
        Gen.Select(Gen.Int[1, 60], Gen.Int[1, 16], Gen.Int).Sample(
            (messages, window, seed) =>
            {
                var server = new ShakyServer(new Random(seed));
                Send(server, messages, window).GetAwaiter().GetResult();
                return server.Kept.SequenceEqual(Enumerable.Range(0, messages)) && server.UnderWayMost <= window;
            },
            iter: 300);

    [Fact]
    public async Task A_refusal_for_good_concerns_its_message_alone()
    {
        var server = new ShakyServer(new Random(1)) { Refused = 3 };
        var settled = await Send(server, 8, 4);

        Assert.Equal([0, 1, 2, 4, 5, 6, 7], server.Kept);
        Assert.Equal("notMember", settled[3].Problem!.Code);
        Assert.Equal(8, settled.Count);
    }

    [Fact]
    public void More_than_may_wait_is_refused()
    {
        var outbox = new Outbox<int>(2);
        Assert.True(outbox.Add(1));
        Assert.False(outbox.Add(2));

        Assert.Equal("outboxFull", Assert.Throws<RostraException>(() => outbox.Add(3)).Code);
        Assert.Equal([1, 2], outbox.Waiting);
    }

    private static async Task<Dictionary<int, Answer<Posted>>> Send(ShakyServer server, int messages, int window)
    {
        var outbox = new Outbox<int>(messages);
        var settled = new Dictionary<int, Answer<Posted>>();
        foreach (var message in Enumerable.Range(0, messages)) outbox.Add(message);
        do
        {
            server.Connect();
        }
        while ((await outbox.SendAll(() => window, server.Say, Settle, TestContext.Current.CancellationToken)).Problem is not null);
        Assert.Empty(outbox.Waiting);
        return settled;

        bool Settle(int message, Answer<Posted> answer)
        {
            if (answer.Problem is { IsPassing: true }) return false;
            settled.Add(message, answer);
            return true;
        }
    }

    /// <summary>Keeps what comes in the order in which it comes. Cut now and then: from there on nothing arrives, and what arrived before may go unanswered.</summary>
    private sealed class ShakyServer(Random random)
    {
        private bool _isCut;
        private bool _isSilent;
        private int _underWay;

        public List<int> Kept { get; } = [];

        public int? Refused { get; init; }

        public int UnderWayMost { get; private set; }

        public void Connect() => _isCut = _isSilent = false;

        public async Task<Answer<Posted>> Say(int message)
        {
            UnderWayMost = Math.Max(UnderWayMost, Interlocked.Increment(ref _underWay));
            _isCut |= random.Next(12) == 0;
            var isDuplicate = Kept.Contains(message);
            if (!_isCut && message != Refused && !isDuplicate) Kept.Add(message);
            _isSilent |= _isCut || random.Next(12) == 0;
            var answer = _isSilent ? new(null, Problem.Unreachable) : message == Refused ? new(null, new Problem("notMember")) : new Answer<Posted>(Of(message, isDuplicate), null);
            await Task.Yield();
            Interlocked.Decrement(ref _underWay); // On whatever thread the answer comes.
            return answer;
        }

        private static Posted Of(int message, bool isDuplicate) =>
            new(new(Guid.Empty, message, Guid.Empty, new(Guid.Empty, "ada"), "", DateTimeOffset.UnixEpoch, null, null, [], message), isDuplicate);
    }
}
