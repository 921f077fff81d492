using Microsoft.Extensions.Time.Testing;
using Rostra.Users;
using Xunit;

namespace Rostra.Realtime;

/// <summary>A read mark comes as a notice, or with all of a person's rooms when they are read anew; the reading may be slower than a notice.</summary>
public sealed class FeedMarksTests
{
    private static readonly UserRef Ada = RoomModel.Users[0];
    private static readonly UserRef Alan = RoomModel.Users[1];

    private readonly RoomModel _room = new();
    private readonly ModelClient _client;
    private readonly Feed _feed;
    private long _sent;

    public FeedMarksTests()
    {
        _room.Toggle(Ada);
        _room.Toggle(Alan);
        for (var at = 0; at < 5; at++) _room.Post(Alan);
        _client = new ModelClient(_room, Ada.Id);
        _feed = new Feed(RoomModel.RoomId, _ => [_client], new TailBudget(20_000), new FeedTimes(), new FakeTimeProvider());
        _client.Admission = _feed.Admit(_client);
        Attach();
    }

    [Fact]
    public void What_was_read_from_the_tables_before_a_notice_and_comes_after_it_is_not_told()
    {
        _feed.Moved(Ada.Id, new ReadMark(7, 0), 7);
        _feed.Moved(Ada.Id, new ReadMark(4, 3), 7);
        Assert.Equal([(7, 0)], Told);
    }

    [Fact]
    public void Nor_does_it_take_the_place_of_a_mark_that_waits_for_its_point_of_the_stream()
    {
        _room.Post(Alan);
        _feed.Moved(Ada.Id, new ReadMark(8, 0), 8);
        _feed.Moved(Ada.Id, new ReadMark(4, 4), 8);
        Assert.Empty(Told);

        Hear();
        Assert.Equal([(8, 0)], Told);
    }

    [Fact]
    public void What_hello_has_told_is_known()
    {
        _feed.HasRead(Ada.Id, 7);
        _feed.Moved(Ada.Id, new ReadMark(4, 3), 7);
        Assert.Empty(Told);
    }

    [Fact]
    public void The_same_mark_may_count_anew()
    {
        _feed.Moved(Ada.Id, new ReadMark(4, 3), 7);
        _feed.Moved(Ada.Id, new ReadMark(4, 2), 7);
        Assert.Equal(2, Told.Count);
    }

    [Fact]
    public void Whoever_comes_back_begins_anew()
    {
        _feed.Moved(Ada.Id, new ReadMark(7, 0), 7);
        _feed.Remove(_client);
        _client.Admission = _feed.Admit(_client);
        Attach();
        _feed.Moved(Ada.Id, new ReadMark(6, 1), 7);
        Assert.Equal((6, 1), Told[^1]);
    }

    private List<(long, int)> Told =>
        [.. _client.Heard.OfType<PersonalBatch>().SelectMany(batch => batch.Events).OfType<ReadMoved>().Select(moved => (moved.ReadSeq, moved.Unread))];

    private void Attach()
    {
        if (_feed.Next() is FeedCall.Attach attach) _feed.Attached(attach, _room.Position(attach.Users));
        _sent = _room.Head;
    }

    private void Hear()
    {
        _feed.Take([_room.Batch(_sent)]);
        _sent = _room.Head;
    }
}
