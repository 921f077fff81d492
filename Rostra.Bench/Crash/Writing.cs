using System.Globalization;
using Rostra.Clients;

namespace Rostra.Crash;

/// <summary>Sends without a pause, several under way, and repeats what was not acknowledged under the same id until it is.</summary>
internal sealed class Writing(string name, IReadOnlyList<Guid> rooms, Action acked, Random random) : IActivity
{
    private const int TextLengthMax = 200;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private readonly SendBudget _budget = new(TimeProvider.System, isNew: true);
    private readonly List<Sent> _sends = [];
    private readonly LinkedList<Sent> _open = [];
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isFinishing;

    public IReadOnlyList<Sent> Sends => _sends;

    /// <summary>Sends nothing new; done when everything is acknowledged.</summary>
    public Task Finish()
    {
        _isFinishing = true;
        return _drained.Task;
    }

    public async Task Act(HubSocket socket, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            if (await SayAll(socket, stopping) is not { } problem)
            {
                _drained.TrySetResult();
                return;
            }

            if (!problem.IsPassing) throw new BenchException($"{name} may not send: {problem}");
            if (problem.Code == "rateLimited") _budget.Exhaust();
            await Task.Delay(Patience.Pause(problem, 0), stopping);
        }
    }

    /// <summary>The first problem, once everything that was under way is answered; null when finished.</summary>
    private async Task<Problem?> SayAll(HubSocket socket, CancellationToken stopping)
    {
        var underWay = new Queue<(Sent Sent, Task<Answer<Posted>> Answer)>();
        var next = _open.First;
        (Problem? problem, IOException? cut) = (null, null);
        while (true)
        {
            while (problem is null && cut is null && underWay.Count < _budget.Window && Next(ref next) is { } sent)
            {
                underWay.Enqueue((sent, Send(socket, sent)));
            }

            if (underWay.TryDequeue(out var oldest))
            {
                try
                {
                    problem ??= Settle(oldest.Sent, await oldest.Answer);
                }
                catch (IOException fault)
                {
                    cut ??= fault;
                }
            }
            else if (cut is not null) throw cut;
            else if (problem is not null || (_isFinishing && _open.Count == 0)) return problem;
            else await Task.Delay(Pause, stopping);
        }
    }

    private Sent? Next(ref LinkedListNode<Sent>? next)
    {
        if (next is null)
        {
            if (_isFinishing || _budget.IsUsedUp) return null;
            next = _open.AddLast(Write());
        }

        var sent = next.Value;
        next = next.Next;
        return sent;
    }

    private Sent Write()
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{name} says {_sends.Count} {new string('x', random.Next(TextLengthMax))}").TrimEnd();
        var sent = new Sent(name, rooms[random.Next(rooms.Count)], _sends.Count, Guid.CreateVersion7(), text);
        _sends.Add(sent);
        return sent;
    }

    private Task<Answer<Posted>> Send(HubSocket socket, Sent sent)
    {
        _budget.Spend();
        return socket.Invoke<Posted>("SendMessage", new { roomId = sent.Room, clientId = sent.ClientId, text = sent.Text });
    }

    private Problem? Settle(Sent sent, Answer<Posted> answer)
    {
        if (answer.Value is not { } posted) return answer.Problem;

        sent.Acks.Add(new(posted.Message.Id, posted.Message.Text, posted.Duplicate));
        _open.Remove(sent);
        acked();
        return null;
    }
}
