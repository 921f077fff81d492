using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Rostra.Gateway;
using Rostra.Testing;
using Xunit;

namespace Rostra.Faults;

/// <summary>Frames that no client would send: at most their own socket is closed, nobody learns anything of our insides, and others go on.</summary>
[Trait("Set", "short")]
public sealed class FrameTests(SharedHost host) : IClassFixture<SharedHost>
{
    /// <summary>How SignalR itself answers a method with a bent name (contract.md B2).</summary>
    private const string SignalRsOwn = "HubException: Method does not exist.";

    private static readonly string[] Grammar =
    [
        """{"type":1,"target":"SendMessage","invocationId":"9001","arguments":[{"roomId":"ROOM","clientId":"CLIENT","text":"hello"}]}""",
        """{"type":1,"target":"Hello","invocationId":"9002","arguments":[{"cursors":[{"roomId":"ROOM","seq":1}]}]}""",
        """{"type":1,"target":"React","invocationId":"9003","arguments":[{"roomId":"ROOM","id":2,"emoji":"👍","on":true}]}""",
        """{"type":1,"target":"EditMessage","invocationId":"9008","arguments":[{"roomId":"ROOM","id":2,"text":"\u202ehello\u0000"}]}""",
        """{"type":1,"target":"DeleteMessage","invocationId":"9009","arguments":[{"roomId":"ROOM","id":9223372036854775808}]}""",
        """{"type":1,"target":"Typing","invocationId":"9010","arguments":[{"roomId":"ROOM"},{}]}""",
        """{"type":1,"target":"NoSuchMethod","invocationId":"9004","arguments":[]}""",
        """{"type":1,"target":"MarkRead","invocationId":"9005","arguments":[{"roomId":"ROOM","seq":9007199254740993}]}""",
        """{"type":4,"target":"SendMessage","invocationId":"9006","arguments":[{}]}""",
        """{"type":3,"invocationId":"9007","result":{}}""",
        """{"type":6}""",
    ];

    [Fact, Trait("Fault", "F22")]
    public Task A_thousand_broken_frames_hurt_nobody_else() => Fuzz(1_000, seed: 22);

    [Fact, Trait("Fault", "F22"), Trait("Set", "long")]
    public Task Nor_do_a_hundred_thousand() => Fuzz(100_000, seed: 23);

    [Fact, Trait("Fault", "F23")]
    public async Task A_frame_without_end_is_cut_off_long_before_it_is_a_burden_and_half_frames_wait_for_nobody()
    {
        var ada = await host.Guest();
        var room = await ada.Creates();
        var halves = new List<HubSocket>();
        for (var i = 0; i < 10; i++)
        {
            halves.Add(await ada.Opens());
            await halves[i].WriteRaw(Encoding.UTF8.GetBytes("""{"type":1,"target":"SendMess"""), isWhole: false);
        }

        var endless = await ada.Opens();
        var piece = new byte[8 * 1024];
        Array.Fill(piece, (byte)'x');
        var written = 0L;
        try
        {
            while (written < 100L * 1024 * 1024)
            {
                await endless.WriteRaw(piece, isWhole: false);
                written += piece.Length;
            }
        }
        catch (Exception fault) when (fault is WebSocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // It was cut off while we wrote.
        }

        await Waiting.For(endless.Closed, () => "an endless frame to be cut off", () => $"{written} bytes were taken");
        Assert.InRange(written, 0, 16 * 1024 * 1024); // What lies in the buffers of both systems.
        Assert.Equal(2, await ada.Says(room, "still here"));
        foreach (var half in halves)
        {
            await half.DisposeAsync();
        }
    }

    private async Task Fuzz(int frames, int seed)
    {
        var dice = new Random(seed);
        var (ada, eve) = (await host.Guest(), await host.Guest());
        var room = await ada.Creates();
        await using var unhurt = await ada.Greets();
        var sockets = new List<HubSocket> { await eve.Greets() };
        for (var i = 0; i < frames; i++)
        {
            if (sockets[^1].Closed.IsCompleted)
            {
                Check(sockets[^1]);
                await sockets[^1].DisposeAsync();
                sockets.Add(await eve.Greets());
            }

            try
            {
                await sockets[^1].WriteRaw(Broken(dice, room));
            }
            catch (Exception fault) when (fault is WebSocketException or InvalidOperationException or ObjectDisposedException or OperationCanceledException)
            {
                // It was closed at that moment.
            }
        }

        Check(sockets[^1]);
        await sockets[^1].DisposeAsync();
        Assert.False(unhurt.Closed.IsCompleted, "Somebody else's socket was closed.");
        Assert.Equal(2, (await unhurt.Ask("SendMessage", new { roomId = room, clientId = Guid.NewGuid(), text = "unhurt" })).GetProperty("value").GetProperty("message").GetProperty("id").GetInt64());
        await unhurt.Hears(room, 2);
        Assert.Empty(host.Log.Lines.Where(line => line.Level >= LogLevel.Error).Select(line => $"{line.Category}: {line.Text}"));
        using var health = await ada.Tries(HttpMethod.Get, "/health/ready");
        Assert.True(health.IsSuccessStatusCode);
    }

    private static void Check(HubSocket socket)
    {
        foreach (var frame in socket.Frames)
        {
            var text = frame.GetRawText().Replace(SignalRsOwn, "", StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
        }
    }

    private static byte[] Broken(Random dice, Guid room)
    {
        var frame = Grammar[dice.Next(Grammar.Length)].Replace("ROOM", $"{room}", StringComparison.Ordinal).Replace("CLIENT", $"{Guid.NewGuid()}", StringComparison.Ordinal);
        byte[] bytes = [.. Encoding.UTF8.GetBytes(frame), 0x1e];
        switch (dice.Next(6))
        {
            case 0: // Bits flip.
                for (var i = 0; i <= dice.Next(4); i++)
                {
                    bytes[dice.Next(bytes.Length)] ^= (byte)(1 << dice.Next(8));
                }

                break;
            case 1: // Not UTF-8.
                bytes[dice.Next(bytes.Length - 1)] = 0xff;
                break;
            case 2: // A piece is missing.
                bytes = [.. bytes[..dice.Next(1, bytes.Length)], 0x1e];
                break;
            case 3: // Deeper than anybody means it.
                bytes = Encoding.UTF8.GetBytes($$"""{"type":1,"target":"SendMessage","invocationId":"1","arguments":[{{new string('[', 500)}}{{new string(']', 500)}}]}{{(char)0x1e}}""");
                break;
            case 4: // Other JSON types.
                bytes = Encoding.UTF8.GetBytes(frame.Replace($"\"{room}\"", JsonSerializer.Serialize<object?>(dice.Next(3) switch { 0 => 1, 1 => null, _ => new { } }), StringComparison.Ordinal) + (char)0x1e);
                break;
            default: // Two at once, one of them whole.
                bytes = [.. bytes, .. bytes[..dice.Next(bytes.Length)]];
                break;
        }

        return bytes;
    }
}
