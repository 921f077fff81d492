using System.Threading.Channels;
using Rostra.Clients;
using Rostra.Testing;
using Xunit;

namespace Rostra.Chat;

/// <summary>Somebody at <c>rostra chat</c>, with a screen of plain lines.</summary>
internal sealed class Talker : IAsyncDisposable
{
    private readonly Written _keyboard = new();
    private readonly CancellationTokenSource _interrupt = new();
    private readonly Conversation _conversation;

    private Talker(RostraClient client, string? room, int history)
    {
        Client = client;
        var screen = new PlainScreen(_keyboard, Shown, Remarks);
        _conversation = new Conversation(client, screen, new ConversationOptions(room, history, IsListening: false, MarksRead: true), TimeProvider.System);
        Talk = _conversation.Run(_interrupt.Token);
    }

    public RostraClient Client { get; }

    /// <summary>What happens in rooms.</summary>
    public HeardLines Shown { get; } = new();

    /// <summary>What the program says of itself.</summary>
    public HeardLines Remarks { get; } = new();

    /// <summary>True when it has ended and nothing was refused.</summary>
    public Task<bool> Talk { get; }

    public static async Task<Talker> Sits(RostraCluster rostra, string name, string? room = null, int history = 0) => new(await Account(rostra, name), room, history);

    public static Task<RostraClient> Account(RostraCluster rostra, string name) => RostraClient.Open(
        new() { Url = new Uri(rostra.Gateways[0].Url), Username = name, Email = $"{name}@example.org", Password = TestAccount.Password }, TestContext.Current.CancellationToken);

    public void Writes(string line) => Assert.True(_keyboard.Lines.Writer.TryWrite(line));

    /// <summary>Ctrl-D.</summary>
    public Task<bool> Ends()
    {
        _keyboard.Lines.Writer.Complete();
        return Talk.WaitAsync(Waiting.Limit);
    }

    public async ValueTask DisposeAsync()
    {
        await _interrupt.CancelAsync();
        await Talk.ContinueWith(_ => { }, TaskScheduler.Default);
        await Client.DisposeAsync();
        _conversation.Dispose();
        _interrupt.Dispose();
    }

    private sealed class Written : TextReader
    {
        public Channel<string> Lines { get; } = Channel.CreateUnbounded<string>();

        public override async ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken)
        {
            while (await Lines.Reader.WaitToReadAsync(cancellationToken))
            {
                if (Lines.Reader.TryRead(out var line)) return line;
            }

            return null;
        }
    }
}
