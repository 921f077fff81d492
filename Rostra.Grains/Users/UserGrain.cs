using Microsoft.Extensions.Options;
using Npgsql;
using Rostra.Realtime;
using Rostra.Rooms;
using Rostra.Storage;

namespace Rostra.Users;

/// <summary>
/// One person. Joins go one after another, so that the count they are judged by is true; everything else interleaves. It remembers no rooms and no marks:
/// those are rows, which rooms and senders change too, and a copy would need to be told of each.
/// </summary>
[GrainType("user")]
internal sealed class UserGrain(
    IGrainFactory grains, ReaderDatabase database, ReadMarkWriter marks, GatewaySenders senders, IOptions<RoomOptions> options, TimeProvider time)
    : Grain, IUserGrain
{
    private readonly Guid _activation = Guid.CreateVersion7();
    private readonly Listeners _listeners = new(senders, time);
    private readonly Dictionary<Guid, int> _sockets = [];
    private long _version;

    private Guid Id => this.GetPrimaryKey();

    public async Task<Outcome<CreatedRoom>> CreateRoom(CreateRoom create)
    {
        if (await Standing(create.RoomId) is { IsAtLimit: true, HasMade: false })
        {
            return Refusals.RoomLimit;
        }
        var created = await Certain(() => grains.Room(create.RoomId).Create(create));
        Entered(created.Value?.Room);
        return created;
    }

    public async Task<Outcome<Room>> JoinRoom(Guid roomId, RoomCommand join)
    {
        if (await Standing(roomId) is { IsAtLimit: true, IsThere: true, IsIn: false })
        {
            return Refusals.RoomLimit;
        }
        var joined = await Certain(() => grains.Room(roomId).Join(join));
        Entered(joined.Value);
        return joined;
    }

    public Task<Outcome<Done>> LeaveRoom(Guid roomId, RoomCommand leave) => grains.Room(roomId).Leave(leave);

    public async Task<Outcome<ReadMark>> MarkRead(Guid roomId, long seq)
    {
        var outcome = await marks.Move(new MarkKey(Id, roomId), seq);
        if (outcome.Value is not { } moved)
        {
            return outcome.Refusal!;
        }
        if (moved.HasMoved)
        {
            _listeners.Announce(new MarkMoved(Id, _activation, ++_version, roomId, moved.Mark, moved.Head));
        }
        return moved.Mark;
    }

    public Task<PersonPosition> Attach(GatewayLease lease)
    {
        _listeners.Attach(lease);
        return Task.FromResult(new PersonPosition(_activation, _version));
    }

    public Task<PersonPosition?> Renew(Guid gatewayId) =>
        Task.FromResult(_listeners.Renew(gatewayId) ? new PersonPosition(_activation, _version) : null);

    public Task<int> CountSockets(Guid gatewayId, int count)
    {
        foreach (var gone in _sockets.Keys.Where(other => other != gatewayId && !_listeners.Has(other)).ToList())
        {
            _sockets.Remove(gone);
        }
        _sockets[gatewayId] = count;
        return Task.FromResult(_sockets.Values.Sum());
    }

    public Task Detach(Guid gatewayId)
    {
        _sockets.Remove(gatewayId);
        _listeners.Detach(gatewayId);
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _listeners.Announce(new PersonDetached(Id, _activation, _version));
        return Task.CompletedTask;
    }

    private void Entered(Room? room)
    {
        if (room is { Role: not null })
        {
            _listeners.Announce(new RoomEntered(Id, _activation, ++_version, room));
        }
    }

    /// <summary>An outcome that is not known may have been a joining all the same: a version without a notice makes the gateways read anew.</summary>
    private async Task<Outcome<T>> Certain<T>(Func<Task<Outcome<T>>> command)
    {
        var isKnown = false;
        try
        {
            var outcome = await command();
            isKnown = outcome.Refusal?.Code is not (RefusalCode.Busy or RefusalCode.Moved);
            return outcome;
        }
        finally
        {
            _version += isKnown ? 0 : 1;
        }
    }

    /// <summary>At the limit, the refusals that come before it (no such room, in it already, made it before) are still the room's to give.</summary>
    private async Task<RoomStanding> Standing(Guid roomId)
    {
        await using var command = database.Source.CreateCommand("""
            select
                (select count(*) from rostra.members where user_id = $1 and left_seq is null),
                exists (select from rostra.rooms where id = $2 and deleted_at is null),
                exists (select from rostra.members where user_id = $1 and room_id = $2 and left_seq is null),
                exists (select from rostra.rooms where id = $2 and maker_id = $1)
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Id });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = roomId });
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return new RoomStanding(reader.GetInt64(0) >= options.Value.RoomsMax, reader.GetBoolean(1), reader.GetBoolean(2), reader.GetBoolean(3));
    }

    private readonly record struct RoomStanding(bool IsAtLimit, bool IsThere, bool IsIn, bool HasMade);
}
