using System.Text;
using Rostra.Clients;
using Xunit;

namespace Rostra.Crash;

public sealed class HubFrameTests
{
    [Theory]
    [InlineData("""{"type":3,"invocationId":"7","result":{"value":{"type":9}}}""", 3, "7", null)]
    [InlineData("""{"invocationId":"7","result":null,"error":"no","type":3}""", 3, "7", "no")]
    [InlineData("""{"type":6}""", 6, null, null)]
    [InlineData("""{"type":7,"error":"slow"}""", 7, null, "slow")]
    [InlineData("""{"type":1,"target":"Receive","arguments":[{}]}""", 1, null, null)]
    public void The_head_of_a_frame_is_read(string json, int type, string? invocation, string? error) =>
        Assert.Equal(new HubFrame(type, invocation, error), HubFrame.Read(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1_000)]
    public void Frames_are_cut_however_they_arrive(int piece)
    {
        string[] sent = ["{}", new string('x', 40_000), "", "end"];
        var bytes = Encoding.UTF8.GetBytes(string.Concat(sent.Select(frame => frame + "\u001e")));
        var (cutter, got) = (new FrameCutter(), new List<string>());

        foreach (var part in bytes.Chunk(piece))
        {
            for (var rest = part.AsMemory(); !rest.IsEmpty;)
            {
                var space = cutter.Space();
                var count = Math.Min(space.Length, rest.Length);
                rest[..count].CopyTo(space);
                cutter.Filled(count);
                rest = rest[count..];
                while (cutter.Next(out var frame)) got.Add(Encoding.UTF8.GetString(frame.Span));
            }
        }

        Assert.Equal(sent, got);
    }
}
