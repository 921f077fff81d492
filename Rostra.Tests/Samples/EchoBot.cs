using Rostra.Clients;

namespace Rostra.Samples;

public static class EchoBot
{
    public static async Task Run(Uri url, string password, string roomName, CancellationToken stopping)
    {
        await using var rostra = await RostraClient.Open(new() { Url = url, Username = "echo", Email = "echo@example.org", Password = password }, stopping);
        await rostra.Join(roomName, stopping);
        await foreach (var happened in rostra.Listen(stopping))
        {
            if (happened is MessagePosted { Message: var message } && message.Text.StartsWith("!echo ", StringComparison.Ordinal))
            {
                await rostra.Send(message.RoomId, $"{message.Author.Username} says: {message.Text[6..]}", cancellation: stopping);
            }
        }
    }
}
