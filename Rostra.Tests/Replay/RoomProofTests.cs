using Rostra.Clients;
using Xunit;

namespace Rostra.Replay;

public sealed class RoomProofTests
{
    private static readonly Guid Ada = Guid.NewGuid();
    private readonly ReplayRoom _room;
    private readonly RoomProof _proof;

    public RoomProofTests()
    {
        var ada = new Speaker("ada", "ada");
        _room = new(Guid.NewGuid(), "2004", [new(1, ada, Guid.NewGuid(), "one"), new(2, ada, Guid.NewGuid(), "two")]);
        _proof = new(_room, _ => Ada);
    }

    [Fact]
    public void Everything_there_once_in_order_is_proof() => Assert.Empty(Faults(3, Stored(0, 2), Stored(1, 3)));

    [Fact]
    public void A_missing_line_is_told() => Assert.Contains("line 2 of “ada” is not there", Faults(2, Stored(0, 2))[0]);

    [Fact]
    public void A_doubled_line_is_told() => Assert.Contains("line 1 is there twice", Faults(4, Stored(0, 2), Stored(1, 3), Stored(0, 4))[0]);

    [Fact]
    public void Another_text_is_told() => Assert.Contains("reads “won”", Faults(3, Stored(0, 2) with { Text = "won" }, Stored(1, 3))[0]);

    [Fact]
    public void Another_author_is_told() =>
        Assert.Contains("is not there", Faults(3, Stored(0, 2) with { Author = new(Guid.NewGuid(), "eve") }, Stored(1, 3))[0]);

    [Fact]
    public void Lines_that_changed_places_are_told() => Assert.Contains("line 1 comes after line 2", Faults(3, Stored(1, 2), Stored(0, 3))[0]);

    [Fact]
    public void Ids_that_fall_are_told() => Assert.Contains("id 2 follows 3", Faults(3, Stored(0, 3), Stored(1, 2))[0]);

    [Fact]
    public void A_number_that_is_nothing_is_told() => Assert.Contains("lastSeq is 4", Faults(4, Stored(0, 2), Stored(1, 4))[0]);

    [Fact]
    public void What_others_did_meanwhile_is_no_fault() =>
        Assert.Empty(Faults(5, Stored(0, 2), Stored(1, 3), Stored(1, 4) with { ClientId = Guid.NewGuid(), Author = new(Guid.NewGuid(), "eve") }));

    private List<string> Faults(long lastSeq, params Message[] messages)
    {
        foreach (var message in messages) _proof.Read(message);
        var events = Enumerable.Range(1, (int)lastSeq).Select(seq => new WireEvent("messagePosted", seq, null, null)).ToArray();
        _proof.Finish(
            new Room(_room.Id, "2004", new(Ada, "ada"), 1, lastSeq, "owner"), new WireInterval(_room.Id, 0, lastSeq, events, false, false, false, lastSeq));
        return _proof.Faults;
    }

    private Message Stored(int line, long id) =>
        new(_room.Id, id, _room.Lines[line].ClientId, new(Ada, "ada"), _room.Lines[line].Text, DateTimeOffset.UnixEpoch, null, null, [], id);
}
