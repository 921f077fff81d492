using CsCheck;
using Xunit;

namespace Rostra.Clients;

/// <summary>A room's log, told in pieces that overlap, repeat and have holes between them: the listener hears it once and in order.</summary>
public sealed class NewsPropertyTests
{
    private static readonly Guid RoomId = Guid.NewGuid();

    [Fact]
    public void However_the_log_is_cut_into_pieces_it_is_heard_once_and_in_order() =>
        Gen.Select(Gen.Select(Gen.Int[0, 40], Gen.Int[0, 12]).Array[1, 25], Gen.Int[1, 7]).Sample(
            (pieces, pageSize) =>
            {
                var head = pieces.Max(piece => piece.Item1 + piece.Item2);
                var heard = Hear(pieces, pageSize, head).GetAwaiter().GetResult();
                return heard.SequenceEqual(Enumerable.Range(1, head).Select(seq => (long?)seq));
            },
            iter: 300);

    [Fact]
    public async Task Another_epoch_resets_what_was_known()
    {
        using var news = new News(NoChanges, new Position(Guid.NewGuid(), new Dictionary<Guid, long> { [RoomId] = 40 }), 10);
        var epoch = Guid.NewGuid();
        Assert.True(news.Take(new Welcome(epoch, Ada, [RoomAt(7)], [new Batch(RoomId, null, null, null, 7, Reset: true)])));
        news.Complete(null);

        var heard = await All(news);

        Assert.Equal(7, Assert.IsType<RoomReset>(Assert.Single(heard)).Seq);
        Assert.Equal(epoch, news.Position!.Epoch);
        Assert.Equal(7, news.Position.Rooms[RoomId]);
    }

    [Fact]
    public async Task The_position_lies_before_what_is_being_listened_to()
    {
        using var news = new News(NoChanges, null, 10);
        news.Take(new Welcome(Guid.NewGuid(), Ada, [RoomAt(0)], []));
        news.Take(Piece(0, 2));
        var listening = news.Listen(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);

        Assert.True(await listening.MoveNextAsync());
        Assert.Equal(1, listening.Current.Seq);
        Assert.True(await listening.MoveNextAsync());
        Assert.Equal(0, news.Position!.Rooms[RoomId]);

        news.Complete(null);
        Assert.False(await listening.MoveNextAsync());
        Assert.Equal(2, news.Position!.Rooms[RoomId]);
    }

    [Fact]
    public async Task Too_much_is_not_taken_until_what_waits_was_heard()
    {
        using var news = new News(NoChanges, null, 2);
        var listening = news.Listen(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        news.Take(new Welcome(Guid.NewGuid(), Ada, [RoomAt(0)], []));
        var first = listening.MoveNextAsync();
        news.Take(Piece(0, 1));
        Assert.True(await first); // The greeting is heard out; the first piece is in the listener's hand.
        Assert.True(news.Take(Piece(1, 2)));
        Assert.True(news.Take(Piece(2, 3)));
        Assert.False(news.Take(Piece(3, 4)));
        Assert.False(news.HasRoom().IsCompleted);

        Assert.True(await listening.MoveNextAsync());
        Assert.True(await listening.MoveNextAsync());
        var next = listening.MoveNextAsync();
        await news.HasRoom().WaitAsync(TestContext.Current.CancellationToken);
        Assert.True(news.Take(Piece(3, 4)));
        Assert.True(await next);
    }

    [Fact]
    public void Whoever_never_listens_is_never_cut()
    {
        using var news = new News(NoChanges, null, 2);
        var hasMissed = false;
        news.Missed = () => hasMissed = true;

        Assert.All(Enumerable.Range(0, 10), seq => Assert.True(news.Take(Piece(seq, seq + 1))));
        _ = news.Listen(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken).MoveNextAsync().AsTask();

        Assert.True(hasMissed);
    }

    private static UserRef Ada => new(Guid.Empty, "ada");

    private static Room RoomAt(long seq) => new(RoomId, "lobby", Ada, 1, seq);

    private static async Task<List<long?>> Hear((int After, int Length)[] pieces, int pageSize, int head)
    {
        using var news = new News(Changes, null, pieces.Length + 2);
        news.Take(new Welcome(Guid.NewGuid(), Ada, [RoomAt(0)], []));
        foreach (var (after, length) in pieces) Assert.True(news.Take(Piece(after, after + length)));
        news.Take(Piece(head, head));
        news.Complete(null);
        return [.. (await All(news)).Select(happened => happened.Seq)];

        Task<Batch?> Changes(Guid room, long after, CancellationToken cancellation) =>
            Task.FromResult<Batch?>(Piece(after, Math.Min(after + pageSize, head)) with { More = after + pageSize < head });
    }

    private static Task<Batch?> NoChanges(Guid room, long after, CancellationToken cancellation) => throw new InvalidOperationException("Nothing is missing.");

    private static Batch Piece(long after, long upTo) =>
        new(RoomId, after, upTo, [.. Enumerable.Range((int)after + 1, (int)(upTo - after)).Select(seq => new RoomEvent { Seq = seq })], null);

    private static async Task<List<RoomEvent>> All(News news)
    {
        var heard = new List<RoomEvent>();
        await foreach (var happened in news.Listen(TestContext.Current.CancellationToken)) heard.Add(happened);
        return heard;
    }
}
