using Rostra.Accounts;
using Rostra.Rooms;

namespace Rostra.Realtime;

/// <summary>The answer to a hello: who I am, all my rooms, and what happened after the places I knew.</summary>
/// <param name="Protocol">Of this hub; another number would mean another contract.</param>
/// <param name="CatchUp">One entry for each cursor.</param>
public sealed record Welcome(int Protocol, Guid Epoch, Me User, ImmutableArray<Room> Rooms, ImmutableArray<CatchUpEntry> CatchUp)
{
    public const int CurrentProtocol = 1;
}

/// <summary>What a client that knew a room up to a seq has missed there; or that it must load the room again; or that the room is gone.</summary>
public sealed record CatchUpEntry(
    Guid RoomId,
    long? After = null,
    long? UpTo = null,
    ImmutableArray<RoomEvent>? Events = null,
    bool? More = null,
    long? LastSeq = null,
    bool? Reset = null,
    bool? Gone = null);

/// <summary>What <c>Hello</c> reads.</summary>
/// <param name="Epoch">The one remembered: where it differs, everything known is to be dropped.</param>
internal sealed record HelloCommand(ImmutableArray<Cursor> Cursors, Guid? Epoch);

/// <summary>A place in a room's log up to which a client knows it.</summary>
internal sealed record Cursor(Guid RoomId, long Seq);

/// <summary>A hello's answer on its way; once it is written the batches may follow it.</summary>
/// <remarks>A class with the members of an outcome, because SignalR asks the value itself whether it is followed.</remarks>
internal sealed class WelcomeAnswer(Outcome<Welcome> outcome, ChatSocket socket) : IFollowed
{
    public Welcome? Value => outcome.Value;

    public Refusal? Refusal => outcome.Refusal;

    public void Written()
    {
        if (!outcome.IsRefused)
        {
            socket.OpenGate();
        }
    }
}
