namespace Rostra.Chaos;

/// <summary>What a window shows when all is over.</summary>
internal sealed partial class Window
{
    /// <summary>Compares what it holds with a fresh load, room by room, and counts what is unread.</summary>
    public async Task ShowAll(CancellationToken stopping)
    {
        foreach (var held in Held().Where(held => held.IsMine))
        {
            if (await Login.Token(Door.Api, stopping) is { } token) await CountUnread(held.Room, token, stopping);
            if (await Fresh(held.Room, stopping) is not { } fresh) continue;
            var digest = Digest.Together(Digest.OfMessages(fresh.Messages), Digest.OfMembers(fresh.Members.Select(member => member.User.Id)));
            var mine = held.Digest();
            _diary.Write(new()
            {
                Client = "", Op = Op.View, Phase = Phase.Ok, Room = held.Room, Seq = held.Known, Top = fresh.Seq, Hash = mine, Fresh = digest,
                Events = mine == digest ? null : [.. held.Differences(fresh.Messages)],
            });
        }
    }

    /// <summary>Who is shown as here, in a room of this window's; null where nobody could be asked.</summary>
    public async Task<IReadOnlyCollection<Guid>?> WhoIsHere(Guid room, CancellationToken stopping)
    {
        if (Held(room) is not { IsMine: true } || await Login.Token(Door.Api, stopping) is not { } token) return null;
        var here = await Door.Api.Get<WireMembers>($"/api/rooms/{room}/members?online=true&limit={PageSize}", token, stopping);
        return here.Value?.Members.Select(member => member.User.Id).ToHashSet();
    }

    public bool IsIn(Guid room) => Held(room) is { IsMine: true };
}
