using Microsoft.Extensions.Options;
using Rostra.Accounts;
using Rostra.Hosting;
using Rostra.Rooms;

namespace Rostra.Realtime;

/// <summary>
/// Opens a socket: lets it into the feeds of all its person's rooms, and tells what it missed. Live batches wait behind the answer,
/// from before anything in it was read, so nothing falls between. Few are opened at once: when thousands come back at one moment, each is answered soon after its turn,
/// and none is given up after half of the work.
/// </summary>
internal sealed class Greeter(
    People people, PersonLines persons, Feeds feeds, CatchUps catchUps, OnlineCounts counts, Patience patience, IGrainFactory grains, IOptions<RealtimeLimits> limits)
    : IDisposable
{
    public const int CursorsMax = 200;

    private const int AtOnce = 32;

    // Rooms joined elsewhere while a hello is under way are let in by another round; nobody joins for ever.
    private const int RoundsMax = 5;

    private static readonly Refusal HelloTwice = new(RefusalCode.HelloTwice, "This socket has said Hello already.");

    private readonly SemaphoreSlim _turns = new(limits.Value.HellosAtOnceMax);

    public void Dispose() => _turns.Dispose();

    public async Task<WelcomeAnswer> Greet(ChatSocket socket, Fields fields)
    {
        var (cursors, epoch) = (Cursors(fields), fields.OptionalUuid("epoch"));
        if (!socket.TryGreet())
        {
            return new(HelloTwice, socket);
        }

        var welcome = fields.Refusal is { } refusal ? refusal : await Welcome(socket, cursors, epoch);
        if (welcome.IsRefused)
        {
            people.Remove(socket);
            feeds.Remove(socket, socket.Leave());
            socket.Ungreet();
        }
        else
        {
            socket.Greeted();
        }

        return new(welcome, socket);
    }

    private static ImmutableArray<Cursor> Cursors(Fields fields)
    {
        ImmutableArray<Cursor> cursors = [.. fields.Objects("cursors", CursorsMax).Select(cursor => new Cursor(cursor.Uuid("roomId"), cursor.Seq("seq")))];
        if (cursors.DistinctBy(cursor => cursor.RoomId).Count() < cursors.Length)
        {
            fields.Invalid("cursors", "must not name a room twice.");
        }

        return cursors;
    }

    private async Task<Outcome<Welcome>> Welcome(ChatSocket socket, ImmutableArray<Cursor> cursors, Guid? epoch)
    {
        var deadline = patience.Deadline();
        try
        {
            if (!await _turns.WaitAsync(patience.Left(deadline), socket.Aborted))
            {
                return Patience.Busy;
            }
        }
        catch (OperationCanceledException)
        {
            return Patience.Busy; // Nobody hears it.
        }

        try
        {
            people.Add(socket);
            return await patience.Try<Welcome>(async _ => await Read(socket, cursors, epoch, deadline), deadline);
        }
        catch (OperationCanceledException) when (socket.Aborted.IsCancellationRequested)
        {
            return Patience.Busy; // Nor this.
        }
        finally
        {
            _turns.Release();
        }
    }

    private async Task<Welcome> Read(ChatSocket socket, ImmutableArray<Cursor> cursors, Guid? epoch, TimeSpan deadline)
    {
        var me = grains.FrontDoor().Me(socket.UserId);
        await persons.Attach(socket.UserId).WaitAsync(patience.Left(deadline), socket.Aborted);
        HashSet<Guid> mine = [];
        HashSet<Guid> seen = [.. await grains.Directory().RoomIdsOf(socket.UserId)];
        await Admit(socket, seen, mine, deadline);

        // Read after the admissions: whatever the rooms were like before them is in here, whatever comes after is live.
        var list = await grains.Directory().RoomsOf(socket.UserId);
        for (var round = 1; round < RoundsMax && list.Rooms.Select(room => room.Id).Except(seen).ToList() is { Count: > 0 } news; round++)
        {
            seen.UnionWith(news);
            await Admit(socket, news, mine, deadline);
            list = await grains.Directory().RoomsOf(socket.UserId);
        }

        foreach (var room in list.Rooms)
        {
            feeds.Find(room.Id)?.HasRead(socket.UserId, room.ReadSeq!.Value); // Also where an earlier reading is still on its way.
        }

        var caughtUp = await catchUps.Of(socket, cursors, mine, isOtherEpoch: epoch is { } known && known != list.Epoch);
        return new(Realtime.Welcome.CurrentProtocol, list.Epoch, await me ?? throw Unknown(socket), await counts.Fill(list.Rooms), caughtUp);
    }

    private static InvalidOperationException Unknown(ChatSocket socket) => new($"There is no person {socket.UserId}.");

    private async Task Admit(ChatSocket socket, IReadOnlyCollection<Guid> roomIds, HashSet<Guid> mine, TimeSpan deadline)
    {
        var limit = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = socket.Aborted };
        await Parallel.ForEachAsync(roomIds, limit, async (roomId, cancellation) =>
        {
            if (await feeds.Admit(socket, roomId).WaitAsync(patience.Left(deadline), cancellation))
            {
                lock (mine)
                {
                    mine.Add(roomId);
                }
            }
        });
    }
}
