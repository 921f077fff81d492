using System.Threading.Channels;

namespace Rostra.Rooms;

/// <summary>Commands that wait for a room, in the order they came; bounded.</summary>
internal sealed class Inbox(RoomOptions options)
{
    private readonly Channel<Command> _waiting = Channel.CreateBounded<Command>(
        new BoundedChannelOptions(options.InboxMax) { SingleReader = true, SingleWriter = false, AllowSynchronousContinuations = false });

    private Refusal? _closedWith;

    public void Add(Command command)
    {
        if (!_waiting.Writer.TryWrite(command))
        {
            command.Refuse(_closedWith ?? Refusals.Busy);
        }
    }

    /// <summary>Waits for the first and takes what else is there by then. Empty: closed.</summary>
    public async Task<List<Command>> Take()
    {
        var taken = new List<Command>();
        if (await _waiting.Reader.WaitToReadAsync())
        {
            while (taken.Count < options.BatchMax && _waiting.Reader.TryRead(out var command))
            {
                taken.Add(command);
            }
        }
        return taken;
    }

    /// <summary>Takes nothing more; who waits and who comes is refused.</summary>
    public void Close(Refusal refusal)
    {
        _closedWith = refusal;
        _waiting.Writer.TryComplete();
        while (_waiting.Reader.TryRead(out var command))
        {
            command.Refuse(refusal);
        }
    }
}
