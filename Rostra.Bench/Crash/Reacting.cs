using Rostra.Clients;

namespace Rostra.Crash;

/// <summary>Puts reactions on messages and takes them off, so that a room's log is more than posts.</summary>
internal sealed class Reacting(Guid room, Func<Random, Message?> anyMessage, Random random) : IActivity
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(300);
    private static readonly string[] Emojis = ["👍", "🔥", "🎉"];
    private volatile bool _isFinishing;

    /// <summary>Each may have taken a number, answered or not.</summary>
    public int Attempts { get; private set; }

    public void Finish() => _isFinishing = true;

    public async Task Act(HubSocket socket, CancellationToken stopping)
    {
        while (!_isFinishing)
        {
            if (anyMessage(random) is { } message)
            {
                Attempts++;
                await socket.Invoke<Message>("React", new { roomId = room, id = message.Id, emoji = Emojis[random.Next(Emojis.Length)], on = random.Next(3) > 0 });
            }

            await Task.Delay(Every, stopping);
        }
    }
}
