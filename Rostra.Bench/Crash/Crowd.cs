using Rostra.Clients;

namespace Rostra.Crash;

/// <summary>Everybody who writes and reads while Rostra is killed under them.</summary>
internal sealed class Crowd
{
    private const int RoomsPerWriter = 2;
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);
    private readonly Api _api;
    private readonly List<Participant> _participants = [];
    private readonly List<Writing> _writings = [];
    private readonly List<Reacting> _reactings = [];
    private readonly List<Guid> _rooms = [];
    private TaskCompletionSource _nextAck = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Crowd(Api api) => _api = api;

    public IEnumerable<string> Faults => _participants.SelectMany(participant => participant.Faults);

    public int Resets => _participants.Sum(participant => participant.Resets);

    /// <summary>Registers everybody, makes the rooms and lets them join.</summary>
    public static async Task<Crowd> Gather(Api api, CrashOptions options, Random random, CancellationToken cancellation)
    {
        var crowd = new Crowd(api);
        var accounts = new List<Account>();
        for (var number = 1; number <= options.Writers + options.Readers; number++)
        {
            var account = new Account($"crash-{number}", $"crash-{number}@bench.invalid", $"crash-password-{number}");
            if (!await account.Enter(api, cancellation)) throw new BenchException($"{account.Username} is taken.");
            accounts.Add(account);
        }

        for (var number = 1; number <= options.Rooms; number++) crowd._rooms.Add(await crowd.MakeRoom($"crash {number}", accounts, cancellation));
        for (var place = 0; place < accounts.Count; place++) crowd.Add(accounts[place], place, place < options.Writers, new Random(random.Next()));
        return crowd;
    }

    /// <summary>Ends with the first acknowledgement after this call.</summary>
    public Task NextAck()
    {
        var next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _nextAck, next);
        return next.Task;
    }

    public Task Run(CancellationToken stopping) => Task.WhenAll(_participants.Select(participant => participant.Run(stopping)));

    /// <summary>Lets everything be acknowledged and everybody see all of it. False: not in time, which the check will show.</summary>
    public async Task<bool> Settle(CancellationToken cancellation)
    {
        foreach (var reacting in _reactings) reacting.Finish();
        var drained = Task.WhenAll(_writings.Select(writing => writing.Finish()));
        if (await Task.WhenAny(drained, Task.Delay(DrainTime, cancellation)) != drained) return false;

        using var limit = new CancellationTokenSource(SettleTime);
        foreach (var room in _rooms)
        {
            while (await Head(room, cancellation) is var head && !_participants.All(one => one.Knows(room, head)))
            {
                if (limit.IsCancellationRequested) return false;
                await Task.Delay(LookEvery, cancellation);
            }
        }

        return true;
    }

    public async Task<Transcript> Transcribe(CancellationToken cancellation)
    {
        var readings = new List<RoomReading>();
        foreach (var room in _rooms)
        {
            var (_, messages) = await FreshReading.Of(path => Get<Page>(path, cancellation), room);
            var others = room == _rooms[0] ? _reactings.Sum(reacting => reacting.Attempts) : 0;
            readings.Add(new(room, await Head(room, cancellation), [.. messages.Select(RoomView.Show)], others));
        }

        return new([.. _writings.SelectMany(writing => writing.Sends)], [.. _participants.SelectMany(participant => participant.Views())], readings);
    }

    private void Add(Account account, int place, bool isWriter, Random random)
    {
        var rooms = isWriter ? _rooms.Concat(_rooms).Skip(place % _rooms.Count).Take(Math.Min(RoomsPerWriter, _rooms.Count)).ToArray() : [.. _rooms];
        Participant? participant = null;
        IActivity activity;
        if (isWriter)
        {
            var writing = new Writing(account.Username, rooms, () => Volatile.Read(ref _nextAck).TrySetResult(), random);
            _writings.Add(writing);
            activity = writing;
        }
        else
        {
            var reacting = new Reacting(_rooms[0], any => participant!.Look(_rooms[0], view => view.Any(any)), random);
            _reactings.Add(reacting);
            activity = reacting;
        }

        participant = new Participant(account.Username, account, _api, rooms, activity, random);
        _participants.Add(participant);
    }

    private async Task<Guid> MakeRoom(string name, List<Account> accounts, CancellationToken cancellation)
    {
        var room = (await _api.Post<Room>("/api/rooms", await accounts[0].Token(_api, cancellation), new { name }, cancellation)).OrThrow($"Making “{name}”");
        foreach (var account in accounts.Skip(1))
        {
            (await _api.Post<Room>($"/api/rooms/{room.Id}/join", await account.Token(_api, cancellation), new { }, cancellation)).OrThrow($"{account.Username} joining");
        }

        return room.Id;
    }

    private async Task<long> Head(Guid room, CancellationToken cancellation) => (await Get<Room>($"/api/rooms/{room}", cancellation)).LastSeq;

    private async Task<T> Get<T>(string path, CancellationToken cancellation)
        where T : class
    {
        var reader = _participants[0].Account;
        var answer = await Patience.Usual.Insist(async () => await _api.Get<T>(path, await reader.Token(_api, cancellation), cancellation), cancellation);
        return answer.OrThrow(path);
    }
}
