using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Rostra.Allowances;
using Rostra.Hosting;
using Rostra.OpenApi;
using Rostra.Users;

namespace Rostra.Rooms;

/// <summary>Rooms over HTTP.</summary>
internal static class RoomEndpoints
{
    private const int RoomsPage = 30;
    private const int RoomsPageMax = 100;
    private const int MembersPage = 50;
    private const int MembersPageMax = 100;
    private const int QueryMax = 50;
    private const int CursorMax = 200;

    public static void MapRooms(this IEndpointRouteBuilder app)
    {
        var rooms = app.MapGroup("/api/rooms").WithTags("Rooms");
        rooms.MapGet("/", List);
        rooms.MapGet("/discover", Discover).Asks<DiscoverQuery>().Costs(Allowance.Pages);
        rooms.MapPost("/", Create).Takes<CreateRoomRequest>();

        var room = rooms.MapGroup("/{roomId:id}");
        room.MapGet("/", One);
        room.MapPatch("/", Edit).Takes<EditRoomRequest>();
        room.MapDelete("/", Delete);
        room.MapPost("/join", Join).Costs(Allowance.Joins);
        room.MapPost("/leave", Leave).Costs(Allowance.Joins);
        room.MapPut("/read", Read).Takes<MarkReadRequest>();
        room.MapGet("/members", Members).Asks<MembersQuery>().Costs(Allowance.Pages);
        room.MapPut("/members/{userId:id}", HandOver).Takes<HandOverRequest>();
    }

    private static async Task<Results<Ok<ImmutableArray<Room>>, Refused>> List(ClaimsPrincipal user, Patience patience, OnlineCounts counts, IGrainFactory grains)
    {
        var list = await patience.Try<RoomList>(async _ => await grains.Directory().RoomsOf(user.Ref.Id));
        return list.Value is { } mine ? TypedResults.Ok(await counts.Fill(mine.Rooms)) : list.Refusal!.ToHttp();
    }

    private static async Task<Results<Ok<FoundRooms>, Refused>> Discover(
        Query query, ClaimsPrincipal user, Patience patience, OnlineCounts counts, IGrainFactory grains)
    {
        var asked = new RoomQuery(query.Text("query", QueryMax), query.Text("cursor", CursorMax), query.Limit(RoomsPage, RoomsPageMax));
        if (query.Refusal is { } malformed)
        {
            return malformed.ToHttp();
        }

        // Not again after a time-out: who looks through all rooms is not helped by looking again at once.
        var page = await patience.Reach(() => grains.Directory().Discover(user.Ref.Id, asked));
        return page.Value is { } found ? TypedResults.Ok(found with { Rooms = await counts.Fill(found.Rooms) }) : page.ToHttp();
    }

    private static async Task<Results<Created<Room>, Ok<Room>, Refused>> Create(
        Fields fields, ClaimsPrincipal user, Purses purses, Patience patience, IGrainFactory grains)
    {
        var (name, description, id) = (fields.Text("name"), fields.OptionalText("description"), fields.OptionalUuid("id"));
        if (id == Guid.Empty)
        {
            fields.Invalid("id", "must not be the nil UUID.");
        }

        if (fields.Refusal is { } malformed)
        {
            return malformed.ToHttp();
        }

        if (await purses.Take(user.Ref.Id, Allowance.NewRooms) is { } overRate)
        {
            return (await patience.Until(_ => grains.Directory().JudgeRoom(name, description)) ?? overRate).ToHttp(); // What can never be right is told first.
        }

        var command = new CreateRoom(user.Ref, id ?? Guid.CreateVersion7(), name, description);
        var outcome = await patience.Change(_ => grains.User(command.By.Id).CreateRoom(command));
        if (outcome.Refusal is { } refusal)
        {
            return refusal.ToHttp();
        }

        var (room, existed) = outcome.Value!;
        return existed ? TypedResults.Ok(room) : TypedResults.Created($"/api/rooms/{room.Id}", room);
    }

    private static async Task<Results<Ok<Room>, Refused>> One(
        Guid roomId, ClaimsPrincipal user, Patience patience, OnlineCounts counts, IGrainFactory grains)
    {
        var found = await patience.Try(_ => grains.Directory().Room(roomId, user.Ref.Id));
        return found.Value is { } room ? TypedResults.Ok(await counts.Fill(room)) : found.ToHttp();
    }

    private static async Task<Results<Ok<Room>, Refused>> Edit(
        Guid roomId, Fields fields, ClaimsPrincipal user, Patience patience, OnlineCounts counts, IGrainFactory grains)
    {
        var (name, description) = (fields.OptionalText("name"), fields.OptionalText("description"));
        var (isDescriptionGiven, slowModeSeconds, keepDays) = (fields.Has("description"), fields.OptionalSeq("slowModeSeconds"), fields.OptionalSeq("keepDays"));
        if (name is null && slowModeSeconds is null && keepDays is null && fields.Refusal is null && (fields.Has("name") || !isDescriptionGiven))
        {
            fields.Invalid("name", fields.Has("name") ? "must not be null." : "or a description is required.");
        }

        if (fields.Refusal is { } malformed)
        {
            return malformed.ToHttp();
        }

        var (slow, keep) = (Bounded(slowModeSeconds), Bounded(keepDays));
        var edited = await patience.Change(isRepeat => grains.Room(roomId).Edit(new EditRoom(user.Ref, name, isDescriptionGiven, description, isRepeat, slow, keep)));
        return edited.Refusal is { } refusal ? refusal.ToHttp() : await One(roomId, user, patience, counts, grains);
    }

    /// <summary>How much it may be is the room's to tell.</summary>
    private static int? Bounded(long? number) => number is { } given ? (int)Math.Min(given, int.MaxValue) : null;

    private static async Task<Results<NoContent, Refused>> Delete(Guid roomId, ClaimsPrincipal user, Patience patience, IGrainFactory grains)
    {
        var deleted = await patience.Change(async isRepeat =>
        {
            var outcome = await grains.Room(roomId).Delete(new RoomCommand(user.Ref, isRepeat));
            return isRepeat && outcome.Refusal?.Code is RefusalCode.RoomNotFound ? Done.Value : outcome; // The first try deleted it.
        });
        return deleted.ToNoContent();
    }

    private static async Task<Results<Ok<Room>, Refused>> Join(Guid roomId, ClaimsPrincipal user, Patience patience, IGrainFactory grains)
    {
        var by = user.Ref;
        var joined = await patience.Change(isRepeat => grains.User(by.Id).JoinRoom(roomId, new RoomCommand(by, isRepeat)));
        return joined.ToHttp();
    }

    private static async Task<Results<NoContent, Refused>> Leave(Guid roomId, ClaimsPrincipal user, Patience patience, IGrainFactory grains)
    {
        var by = user.Ref;
        var left = await patience.Change(isRepeat => grains.User(by.Id).LeaveRoom(roomId, new RoomCommand(by, isRepeat)));
        return left.ToNoContent();
    }

    private static async Task<Results<Ok<Member>, Refused>> HandOver(
        Guid roomId, Guid userId, Fields fields, ClaimsPrincipal user, Patience patience, IGrainFactory grains)
    {
        if (fields.Text("role") is not "owner" && fields.Refusal is null)
        {
            fields.Invalid("role", "must be owner: no other role is given.");
        }

        return fields.Refusal is { } malformed
            ? malformed.ToHttp()
            : (await patience.Change(isRepeat => grains.Room(roomId).HandOver(new HandOver(user.Ref, userId, isRepeat)))).ToHttp();
    }

    private static async Task<Results<Ok<ReadMark>, Refused>> Read(Guid roomId, Fields fields, ClaimsPrincipal user, ReadCommands reading)
    {
        var seq = fields.Seq("seq");
        return fields.Refusal is { } malformed ? malformed.ToHttp() : (await reading.Mark(roomId, user.Ref.Id, seq)).ToHttp();
    }

    private static async Task<Results<Ok<MemberPage>, Refused>> Members(
        Guid roomId, Query query, ClaimsPrincipal user, Patience patience, IGrainFactory grains)
    {
        var isOnlineOnly = query.Bool("online") is true;
        var asked = new MemberQuery(query.Text("query", QueryMax), null, query.Text("cursor", CursorMax), query.Limit(MembersPage, MembersPageMax));
        if (query.Refusal is { } malformed)
        {
            return malformed.ToHttp();
        }

        var (room, userId) = (grains.Room(roomId), user.Ref.Id);
        var page = await patience.Try(async _ =>
        {
            // A stranger is told by the room that nobody is online, and refused by the directory.
            var wanted = isOnlineOnly ? asked with { Among = await room.Online(userId, null) } : asked;
            var found = await grains.Directory().Members(roomId, userId, wanted);
            if (found.Value is not { } members)
            {
                return found;
            }

            var online = wanted.Among ?? await room.Online(userId, [.. members.Members.Select(member => member.User.Id)]);
            return members with { Members = [.. members.Members.Select(member => member with { Online = isOnlineOnly || online.Contains(member.User.Id) })] };
        });
        return page.ToHttp();
    }
}
