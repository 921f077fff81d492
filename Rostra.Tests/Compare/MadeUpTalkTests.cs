using Xunit;

namespace Rostra.Compare;

public sealed class MadeUpTalkTests
{
    [Fact]
    public void Sentences_are_as_long_as_all_messages_and_the_sought_words_stand_where_they_are_said_to()
    {
        const int Count = 2 * Sentences.RareEvery;
        var sentences = new Sentences(1).Take(Count).ToList();

        Assert.Equal(Count, sentences.Count);
        Assert.All(sentences, sentence => Assert.InRange(sentence.Length, Workload.TextLength / 2, Workload.TextLength));
        Assert.Equal(2, sentences.Count(sentence => sentence.Contains(Sentences.Rare, StringComparison.Ordinal)));
        Assert.InRange(sentences.Count(sentence => sentence.Contains(Sentences.Common, StringComparison.Ordinal)), (Count / Sentences.CommonEvery) - 2, Count / Sentences.CommonEvery);
        Assert.Equal(sentences, new Sentences(1).Take(Count));
    }

    [Fact]
    public void Few_of_its_words_are_frequent_and_many_are_not()
    {
        var times = new Sentences(2).Take(2_000).SelectMany(sentence => sentence.Split(' ')).CountBy(word => word).Select(word => word.Value).OrderDescending().ToList();

        Assert.InRange(times.Take(10).Sum(), times.Sum() / 10, times.Sum());
        Assert.InRange(times.Count(count => count <= 2), 500, times.Count);
    }

    [Fact]
    public void A_conversation_is_searched_for_its_most_frequent_long_word_and_for_one_said_about_three_times()
    {
        string[] talk = [.. Enumerable.Repeat("does networking work", 9), "a partition", "Partition it", "the partition", "somewhere else", "yourself yourself"];

        Assert.Equal(new SoughtWords("networking", "partition"), SoughtWords.Of(talk));
        Assert.Equal(new SoughtWords("", ""), SoughtWords.Of(["no long word"]));
    }
}
