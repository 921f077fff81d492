using System.Collections.Immutable;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Rostra.Hosting;
using Rostra.Messages;
using Rostra.Users;
using Xunit;

namespace Rostra.Realtime;

public sealed class RoomOutletPropertyTests
{
    private static readonly UserRef Ada = new(Guid.NewGuid(), "ada");

    [Fact]
    public void Whatever_fails_each_origin_finds_its_messages_once_and_in_the_order_sent() =>
        Gen.Select(Gen.Int[0, 9].Array[1, 40], Gen.Int[0, 3].Array[1, 60]).Sample((failures, origins) => new Run(failures, origins).Play(), iter: 1_000);

    [Fact]
    public async Task When_the_time_is_up_everything_of_that_origin_is_refused_alike()
    {
        var clock = new FakeTimeProvider();
        var never = new TaskCompletionSource<ImmutableArray<Outcome<Posted>>>();
        var patience = new Patience(clock, new ClusterNews());
        var outlet = new RoomOutlet(_ => never.Task, patience, 10, _ => { });
        Sending[] sendings = [.. Enumerable.Range(0, 3).Select(_ => new Sending(this, new PostMessage(Ada, Guid.NewGuid(), "x"), patience.Deadline()))];
        Assert.All(sendings, sending => Assert.True(outlet.Add(sending)));

        clock.Advance(Patience.Whole);
        never.SetException(new TimeoutException());
        clock.Advance(TimeSpan.FromSeconds(1));

        var outcomes = await Task.WhenAll(sendings.Select(sending => sending.Outcome));
        Assert.All(outcomes, outcome => Assert.Equal(RefusalCode.Busy, outcome.Refusal!.Code));
        Assert.All(outcomes, outcome => Assert.True(outcome.Refusal!.RetryAfterMs > 0));
    }

    [Fact]
    public async Task Whose_time_is_up_is_told_so_also_while_a_call_is_under_way()
    {
        var clock = new FakeTimeProvider();
        var never = new TaskCompletionSource<ImmutableArray<Outcome<Posted>>>();
        var patience = new Patience(clock, new ClusterNews());
        var outlet = new RoomOutlet(_ => never.Task, patience, 10, _ => { });
        var sending = new Sending(this, new PostMessage(Ada, Guid.NewGuid(), "x"), patience.Deadline());
        Assert.True(outlet.Add(sending));

        clock.Advance(Patience.Whole);

        Assert.Equal(RefusalCode.Busy, (await sending.Outcome.WaitAsync(TestContext.Current.CancellationToken)).Refusal!.Code);
    }

    [Fact]
    public async Task What_waits_behind_a_send_that_broke_does_not_overtake_its_repeat()
    {
        var calls = new List<(ImmutableArray<PostMessage> Posts, TaskCompletionSource<ImmutableArray<Outcome<Posted>>> Answer)>();
        var patience = new Patience(new FakeTimeProvider(), new ClusterNews());
        var outlet = new RoomOutlet(
            posts =>
            {
                calls.Add((posts, new()));
                return calls[^1].Answer.Task;
            },
            patience, 10, _ => { });
        object socket = new();
        Sending first = Send(socket), second = Send(socket), strangers = Send(new());

        calls[0].Answer.SetException(new InvalidOperationException());

        Assert.Equal(RefusalCode.Internal, (await first.Outcome).Refusal?.Code);
        Assert.Equal([strangers.Post], calls[1].Posts);
        Assert.Equal(RefusalCode.Busy, (await second.Outcome).Refusal?.Code);

        Sending Send(object origin)
        {
            var sending = new Sending(origin, new PostMessage(Ada, Guid.NewGuid(), "x"), patience.Deadline());
            Assert.True(outlet.Add(sending));
            return sending;
        }
    }

    [Fact]
    public void A_full_queue_refuses_what_comes()
    {
        var never = new TaskCompletionSource<ImmutableArray<Outcome<Posted>>>();
        var patience = new Patience(new FakeTimeProvider(), new ClusterNews());
        var outlet = new RoomOutlet(_ => never.Task, patience, 2, _ => { });
        Sending[] sendings = [.. Enumerable.Range(0, 3).Select(_ => new Sending(this, new PostMessage(Ada, Guid.NewGuid(), "x"), patience.Deadline()))];

        Assert.All(sendings, sending => Assert.True(outlet.Add(sending)));

        Assert.Equal([false, false, true], sendings.Select(sending => sending.Outcome.IsCompleted));
    }

    /// <summary>A room that keeps each client id once, behind a line that loses questions and answers.</summary>
    private sealed class Run(int[] failures, int[] origins)
    {
        private readonly FakeTimeProvider _clock = new();
        private readonly List<PostMessage> _kept = [];
        private int _calls;

        public void Play()
        {
            var patience = new Patience(_clock, new ClusterNews());
            List<(object Origin, Sending Sending)> sent = [];
            object[] sockets = [new(), new(), new(), new()];
            var isEmpty = false;
            var outlet = new RoomOutlet(Post, patience, 1_000, _ => isEmpty = true);
            foreach (var origin in origins)
            {
                var sending = new Sending(sockets[origin], new PostMessage(Ada, Guid.NewGuid(), "x"), patience.Deadline());
                sent.Add((sending.Origin, sending));
                if (!outlet.Add(sending))
                {
                    outlet = new RoomOutlet(Post, patience, 1_000, _ => isEmpty = true);
                    isEmpty = false;
                    Assert.True(outlet.Add(sending));
                }
            }

            for (var round = 0; round < 100 && !isEmpty; round++)
            {
                _clock.Advance(TimeSpan.FromMilliseconds(600));
            }

            Assert.All(sent, each => Assert.True(each.Sending.Outcome.IsCompleted));
            Assert.Equal(_kept.Count, _kept.DistinctBy(post => post.ClientId).Count());
            foreach (var ofOne in sent.GroupBy(each => each.Origin))
            {
                var acknowledged = ofOne.Where(each => each.Sending.Outcome.Result.Value is not null).Select(each => Place(each.Sending.Post)).ToList();
                Assert.All(acknowledged, place => Assert.True(place >= 0));
                Assert.Equal(acknowledged.Order(), acknowledged);
            }
        }

        private int Place(PostMessage post) => _kept.FindIndex(kept => kept.ClientId == post.ClientId);

        private Task<ImmutableArray<Outcome<Posted>>> Post(ImmutableArray<PostMessage> posts)
        {
            var failure = _calls < failures.Length ? failures[_calls] : 9;
            _calls++;
            switch (failure)
            {
                case 0: return Task.FromException<ImmutableArray<Outcome<Posted>>>(new TimeoutException());
                case 1: Keep(posts); return Task.FromException<ImmutableArray<Outcome<Posted>>>(new TimeoutException());
                case 2: Keep(posts[..(posts.Length / 2)]); return Task.FromException<ImmutableArray<Outcome<Posted>>>(new IOException());
                case 3: return Task.FromResult(posts.Select(_ => (Outcome<Posted>)new Refusal(RefusalCode.Moved, "moved")).ToImmutableArray());
                case 4:
                    var half = posts.Length / 2;
                    return Task.FromResult<ImmutableArray<Outcome<Posted>>>([.. Keep(posts[..half]), .. posts[half..].Select(_ => (Outcome<Posted>)new Refusal(RefusalCode.Moved, "moved"))]);
                case 5:
                    return Task.FromResult(posts.Select((post, at) => at % 3 == 1 ? new Refusal(RefusalCode.Busy, "busy") : Keep([post])[0]).ToImmutableArray());
                default: return Task.FromResult(Keep(posts));
            }
        }

        private ImmutableArray<Outcome<Posted>> Keep(ImmutableArray<PostMessage> posts) => [.. posts.Select(post =>
        {
            var isRepeat = Place(post) >= 0;
            if (!isRepeat)
            {
                _kept.Add(post);
            }

            var id = Place(post) + 1;
            return (Outcome<Posted>)new Posted(new Message(default, id, post.ClientId, post.By, post.Text!, default, null, null, [], id), isRepeat);
        })];
    }
}
