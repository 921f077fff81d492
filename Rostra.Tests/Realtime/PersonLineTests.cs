using Microsoft.Extensions.Time.Testing;
using Rostra.Users;
using Xunit;

namespace Rostra.Realtime;

public sealed class PersonLineTests
{
    private static readonly Guid Ada = Guid.NewGuid();
    private static readonly FeedTimes Times = new();

    private readonly FakeTimeProvider _time = new();
    private readonly Guid _activation = Guid.NewGuid();
    private readonly PersonLine _line;

    public PersonLineTests() => _line = new PersonLine(Ada, Times, _time);

    [Fact]
    public void It_attaches_first_and_renews_from_then_on()
    {
        Assert.False(_line.Attached.IsCompleted);
        Assert.Equal(PersonCall.Attach, _line.Next(isHere: true));
        Assert.Null(_line.Next(isHere: true)); // One call at a time.
        _line.Answered(PersonCall.Attach, At(3));

        Assert.True(_line.Attached.IsCompletedSuccessfully);
        Assert.Null(_line.Next(isHere: true));
        _time.Advance(Times.RenewEvery * 1.2);
        Assert.Equal(PersonCall.Renew, _line.Next(isHere: true));
        _line.Answered(PersonCall.Renew, At(3));
        Assert.Null(_line.Next(isHere: true));
    }

    [Fact]
    public void Notices_in_order_are_news_once()
    {
        Attach(3);

        Assert.True(_line.Take(Notice(4)));
        Assert.False(_line.Take(Notice(4)));
        Assert.True(_line.Take(Notice(5)));
        Assert.Null(_line.Next(isHere: true));
    }

    [Fact]
    public void A_hole_between_notices_is_read_anew()
    {
        Attach(3);

        Assert.True(_line.Take(Notice(5)));

        Assert.Equal(PersonCall.Reread, _line.Next(isHere: true));
        _line.Answered(PersonCall.Reread, null);
        Assert.Null(_line.Next(isHere: true));
    }

    [Fact]
    public void A_rereading_that_fails_is_tried_again()
    {
        Attach(3);
        _line.Take(Notice(5));
        Assert.Equal(PersonCall.Reread, _line.Next(isHere: true));

        _line.Failed(PersonCall.Reread);

        Assert.Null(_line.Next(isHere: true)); // After a pause.
        _time.Advance(Times.BackOffMax);
        Assert.Equal(PersonCall.Reread, _line.Next(isHere: true));
    }

    [Fact]
    public void A_notice_before_the_answer_to_attaching_counts()
    {
        Assert.Equal(PersonCall.Attach, _line.Next(isHere: true));
        Assert.True(_line.Take(Notice(4)));
        _line.Answered(PersonCall.Attach, At(3));

        Assert.False(_line.Take(Notice(4)));
        Assert.Null(_line.Next(isHere: true));
    }

    [Fact]
    public void A_notice_that_was_lost_shows_at_the_renewal()
    {
        Attach(3);
        _time.Advance(Times.RenewEvery * 1.2);
        Assert.Equal(PersonCall.Renew, _line.Next(isHere: true));
        _line.Answered(PersonCall.Renew, At(4));

        Assert.Null(_line.Next(isHere: true)); // It may be on its way.
        _time.Advance(Times.HeadPatience);
        Assert.Equal(PersonCall.Reread, _line.Next(isHere: true));
        _line.Answered(PersonCall.Reread, null);
        Assert.Null(_line.Next(isHere: true));
    }

    [Fact]
    public void A_notice_that_was_only_late_is_not_read_anew()
    {
        Attach(3);
        _time.Advance(Times.RenewEvery * 1.2);
        Assert.Equal(PersonCall.Renew, _line.Next(isHere: true));
        _line.Answered(PersonCall.Renew, At(4));

        Assert.True(_line.Take(Notice(4)));
        _time.Advance(Times.HeadPatience);

        Assert.Null(_line.Next(isHere: true));
    }

    [Fact]
    public void Another_activation_is_attached_to_and_read_anew()
    {
        Attach(3);
        _line.Take(new PersonDetached(Ada, _activation, 3));
        Assert.False(_line.Attached.IsCompleted);
        _time.Advance(Times.ReattachSpread);
        Assert.Equal(PersonCall.Attach, _line.Next(isHere: true));

        _line.Answered(PersonCall.Attach, new PersonPosition(Guid.NewGuid(), 0));

        Assert.True(_line.Attached.IsCompletedSuccessfully);
        Assert.Equal(PersonCall.Reread, _line.Next(isHere: true));
    }

    [Fact]
    public void An_activation_that_does_not_know_us_is_attached_to()
    {
        Attach(3);
        _time.Advance(Times.RenewEvery * 1.2);
        Assert.Equal(PersonCall.Renew, _line.Next(isHere: true));

        _line.Answered(PersonCall.Renew, null);

        Assert.Equal(PersonCall.Attach, _line.Next(isHere: true));
        _line.Answered(PersonCall.Attach, At(3));
        Assert.Null(_line.Next(isHere: true)); // The same activation, and nothing was missed.
    }

    [Fact]
    public void Who_comes_back_soon_keeps_the_line_and_who_does_not_is_let_go()
    {
        Attach(3);
        Assert.Null(_line.Next(isHere: false));
        _time.Advance(Times.Linger / 2);
        Assert.Null(_line.Next(isHere: true));
        Assert.Null(_line.Next(isHere: false));
        _time.Advance(Times.Linger * 1.1);
        Assert.Equal(PersonCall.Detach, _line.Next(isHere: false));

        _line.Answered(PersonCall.Detach, null);

        Assert.True(_line.IsEnded);
        Assert.Null(_line.Next(isHere: true));
    }

    private void Attach(long version)
    {
        Assert.Equal(PersonCall.Attach, _line.Next(isHere: true));
        _line.Answered(PersonCall.Attach, At(version));
    }

    private PersonPosition At(long version) => new(_activation, version);

    private MarkMoved Notice(long version) => new(Ada, _activation, version, Guid.Empty, new ReadMark(1, 0), 1);
}
