using Xunit;

namespace Rostra.Hosting;

public sealed class PatienceTests
{
    [Fact]
    public async Task A_call_under_way_is_made_again_as_soon_as_silos_come_or_go()
    {
        var news = new ClusterNews();
        var patience = new Patience(TimeProvider.System, news);
        var never = new TaskCompletionSource<Outcome<Done>>();
        List<bool> repeats = [];
        var answer = patience.Try(isRepeat =>
        {
            repeats.Add(isRepeat);
            return isRepeat ? Task.FromResult<Outcome<Done>>(Done.Value) : never.Task;
        });

        news.Tell(7);
        Assert.False((await answer).IsRefused);
        Assert.Equal([false, true], repeats);
    }

    [Fact]
    public void What_all_silos_tell_is_news_once()
    {
        var (news, told) = (new ClusterNews(), 0);
        news.Changed += () => told++;
        news.Tell(7);
        news.Tell(7);
        news.Tell(6);
        Assert.Equal(1, told);
        news.Tell(8);
        Assert.Equal(2, told);
    }
}
