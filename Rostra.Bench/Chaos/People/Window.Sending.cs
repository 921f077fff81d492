using System.Globalization;
using Rostra.Clients;

namespace Rostra.Chaos;

/// <summary>What a window says: several messages under way, each repeated under its one name until it is acknowledged or refused.</summary>
internal sealed partial class Window
{
    private const int UnderWayMax = 8;
    private const int WaitingMax = 30;
    private const int TextLengthMax = 120;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(30);
    private readonly LinkedList<Saying> _outbox = [];
    private volatile bool _isFinishing;
    private int _said;

    /// <summary>Everything was acknowledged or refused.</summary>
    public bool IsDone
    {
        get
        {
            lock (_outbox) return _outbox.Count == 0;
        }
    }

    private void Say(Guid room)
    {
        lock (_outbox)
        {
            if (_outbox.Count >= WaitingMax) return;
            var text = string.Create(CultureInfo.InvariantCulture, $"{Name} says {_said++} {new string('x', random.Next(TextLengthMax))}").TrimEnd();
            _outbox.AddLast(new Saying(room, Guid.CreateVersion7(), text));
        }
    }

    private async Task SayAll(HubSocket socket, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            if (await SayWhatWaits(socket, stopping) is { } problem) await Task.Delay(Patience.Pause(problem, 1), stopping);
            else if (_isFinishing) return;
            else await Task.Delay(Look, stopping);
        }
    }

    /// <summary>In order, several at once; the first problem stops what follows until everything under way is answered, so that no repeat overtakes.</summary>
    private async Task<Problem?> SayWhatWaits(HubSocket socket, CancellationToken stopping)
    {
        var underWay = new Queue<(Saying Saying, Task<Answer<Posted>> Answer)>();
        var asked = new HashSet<Saying>();
        Problem? problem = null;
        IOException? cut = null;
        while (true)
        {
            while (problem is null && cut is null && !_isFinishing && underWay.Count < UnderWayMax && Next(asked) is { } saying)
            {
                asked.Add(saying);
                underWay.Enqueue((saying, Send(socket, saying)));
            }

            if (!underWay.TryDequeue(out var oldest))
            {
                if (cut is not null) throw cut;
                stopping.ThrowIfCancellationRequested();
                return problem;
            }

            try
            {
                if ((await oldest.Answer).Problem is { IsPassing: true } passing) problem ??= passing;
                else Done(oldest.Saying);
            }
            catch (IOException fault)
            {
                cut ??= fault;
            }
        }
    }

    private Saying? Next(HashSet<Saying> asked)
    {
        lock (_outbox) return _outbox.FirstOrDefault(saying => !asked.Contains(saying));
    }

    private void Done(Saying saying)
    {
        lock (_outbox) _outbox.Remove(saying);
    }

    private Task<Answer<Posted>> Send(HubSocket socket, Saying saying) => _diary.Call(
        new() { Client = "", Op = Op.Send, Room = saying.Room, Cid = saying.Cid, Hash = Digest.OfText(saying.Text) },
        () => socket.Invoke<Posted>("SendMessage", new { roomId = saying.Room, clientId = saying.Cid, text = saying.Text }),
        (posted, line) => line with { Seq = posted.Message.Id, Code = posted.Duplicate ? "duplicate" : null });

    private sealed record Saying(Guid Room, Guid Cid, string Text);
}
