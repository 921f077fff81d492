using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Core.Internal;
using Rostra.Names;
using Rostra.Preferences;
using Rostra.Realtime;
using Rostra.Rooms;
using Rostra.Users;

namespace Rostra.Accounts;

[GrainType("farewell"), StatelessWorker, Reentrant] // Holds nothing, so nothing is between two calls.
internal sealed partial class FarewellGrain(UserTable users, Administrators administrators, TimeProvider time, ILogger<FarewellGrain> logger) : Grain, IFarewellGrain
{
    private const int HeirsAsked = 100;
    private const int RoomsAtOnce = 10;

    private static readonly Refusal Busy = new(RefusalCode.Busy, "Not everything could be reached in time; repeat the same request.", RetryAfterMs: 1_000);

    private static readonly Refusal Named = new(
        RefusalCode.AdministratorNamed,
        "The settings of this server name you as its administrator, and whoever took your name next would be one: have it taken out of Rostra__Accounts__Administrators first.");

    public async Task<Outcome<Done>> Delete(DeleteAccount delete)
    {
        if (await users.ById(delete.UserId) is not { IsDeleted: false } user)
        {
            return Done.Value; // By an earlier try.
        }

        var proved = await GrainFactory.Account(NameKey.Of(user.Username)).LogIn(delete.Password);
        if (proved.Refusal is { } refusal)
        {
            return refusal;
        }

        if (administrators.Names(user.Username))
        {
            return Named;
        }

        // Rooms first: as long as one is left the account stands, and the person can ask again.
        var rooms = await GrainFactory.Directory().RoomsOf(user.Id);
        if (!await LeaveAll(rooms, user.Me.Ref))
        {
            return Busy;
        }

        var ended = await users.Erase(user.Id, time.GetUtcNow());
        LogDeleted(user.Id, rooms.Rooms.Length);
        await Quietly(GrainFactory.Preferences(user.Id).Put(new PreferencesView()));
        await Task.WhenAll(ended.Select(session => Quietly(GrainFactory.Session(session).EndOf(user.Id, SessionEnd.Revoked))));
        await Quietly(LeaveThoseEnteredMeanwhile(user.Me.Ref));
        await Task.WhenAll(rooms.Rooms.Select(room => Quietly(GrainFactory.Room(room.Id).AsReference<IGrainManagementExtension>().DeactivateOnIdle().AsTask())));
        return Done.Value;
    }

    /// <summary>Until their last session ended, another device of theirs could.</summary>
    private async Task LeaveThoseEnteredMeanwhile(UserRef who) => await LeaveAll(await GrainFactory.Directory().RoomsOf(who.Id), who);

    /// <summary>False: not now.</summary>
    private async Task<bool> LeaveAll(RoomList rooms, UserRef who)
    {
        foreach (var some in rooms.Rooms.Chunk(RoomsAtOnce))
        {
            if ((await Task.WhenAll(some.Select(room => Leave(room, who)))).Contains(false))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>False: not now.</summary>
    private async Task<bool> Leave(Room room, UserRef who)
    {
        var grain = GrainFactory.Room(room.Id);
        if (room.Role is RoomRole.Owner)
        {
            var members = await GrainFactory.Directory().Members(room.Id, who.Id, new MemberQuery(null, null, null, HeirsAsked));
            if (members.Value?.Members.Where(member => member.User.Id != who.Id).MinBy(member => member.JoinedAt) is not { User.Id: var heir })
            {
                return IsSettled((await grain.Delete(new RoomCommand(who, Again: true))).Refusal);
            }

            if (!IsSettled((await grain.HandOver(new HandOver(who, heir, Again: true))).Refusal))
            {
                return false;
            }
        }

        return IsSettled((await GrainFactory.User(who.Id).LeaveRoom(room.Id, new RoomCommand(who, Again: true))).Refusal);
    }

    private static bool IsSettled(Refusal? refusal) => refusal?.Code is null or RefusalCode.RoomNotFound or RefusalCode.NotMember;

    // The account is gone: what was not told finds out by itself, sessions when they are next asked about, rooms when they are next loaded.
    private static async Task Quietly(Task told)
    {
        try
        {
            await told;
        }
        catch (Exception unreached) when (unreached is TimeoutException or OrleansException)
        {
        }
    }

    [LoggerMessage(LogLevel.Warning, "User {UserId} deleted their account, and left {Count} rooms")]
    private partial void LogDeleted(Guid userId, int count);
}
