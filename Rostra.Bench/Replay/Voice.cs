using Rostra.Clients;

namespace Rostra.Replay;

/// <summary>A way to say lines as one person: HTTP, a line at a time, or a socket, several at a time.</summary>
internal interface IVoice
{
    /// <summary>How many lines may be under way.</summary>
    int Window { get; }

    /// <summary>Lines leave in the order of the calls. A passing problem means that the line is to be said again.</summary>
    Task<Answer<Posted>> Say(Guid roomId, Spoken line, CancellationToken cancellation);
}

/// <summary>A voice, until it is given back.</summary>
internal readonly record struct LentVoice(IVoice Voice, Action Return);

/// <summary>Lends voices.</summary>
internal interface IVoices
{
    Task<LentVoice> Borrow(Speaker speaker, CancellationToken cancellation);
}

/// <summary>For who says little: a socket would cost more than it saves.</summary>
internal sealed class HttpVoice(Api api, Account account) : IVoice
{
    public int Window => 1;

    public async Task<Answer<Posted>> Say(Guid roomId, Spoken line, CancellationToken cancellation)
    {
        var token = await account.Token(api, cancellation);
        var body = new { clientId = line.ClientId, text = line.Text };
        var answer = await api.Post<Posted>($"/api/rooms/{roomId}/messages", token, body, cancellation);
        if (answer.Problem is not { Code: "unauthenticated" }) return answer;

        account.Distrust(token);
        return new(null, Problem.Unreachable);
    }
}

/// <summary>For who says much.</summary>
internal sealed class SocketVoice(HubSocket socket, SendBudget budget) : IVoice
{
    public int Window => budget.Window;

    public async Task<Answer<Posted>> Say(Guid roomId, Spoken line, CancellationToken cancellation)
    {
        budget.Spend();
        try
        {
            var answer = await socket.Invoke<Posted>("SendMessage", new { roomId, clientId = line.ClientId, text = line.Text });
            if (answer.Value is { Duplicate: true }) budget.GiveBack();
            if (answer.Problem is { Code: "rateLimited" }) budget.Exhaust();
            return answer;
        }
        catch (IOException cut)
        {
            return new(null, Problem.Unreachable with { Detail = cut.Message });
        }
    }
}
