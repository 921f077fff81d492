using Xunit;

namespace Rostra.Replay;

public sealed class ReplayIdsTests
{
    private readonly ReplayIds _ids = new("a file");

    [Fact]
    public void Ids_follow_from_the_file()
    {
        var again = new ReplayIds("a file");
        Assert.Equal(_ids.Message(7), again.Message(7));
        Assert.Equal(_ids.Room("2004"), again.Room("2004"));
        Assert.NotEqual(_ids.Message(7), new ReplayIds("another").Message(7));
        Assert.NotEqual(_ids.Room("2004"), _ids.Room("2005"));
    }

    [Fact]
    public void A_room_has_version_5_and_a_message_version_7()
    {
        Assert.Equal((5, 0x8), (_ids.Room("2004").Version, _ids.Room("2004").Variant & 0xC));
        Assert.Equal((7, 0x8), (_ids.Message(7).Version, _ids.Message(7).Variant & 0xC));
    }

    [Fact]
    public void Ids_of_messages_ascend_as_the_lines_do()
    {
        var ids = Enumerable.Range(1, 300_000).Where(line => line % 1_000 < 3).Select(line => _ids.Message(line).ToString()).ToArray();
        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
    }
}
