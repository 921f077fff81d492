namespace Rostra.Rooms;

/// <summary>What a room is, said as simply as possible: no batches, no memory limits, no database. People and messages by small numbers.</summary>
internal sealed partial class RoomModel(int owner, int witness)
{
    private readonly Dictionary<(int By, int Name), long> _names = [];

    public long Head { get; private set; } = 2;

    public int Owner { get; private set; } = owner;

    public HashSet<int> Members { get; } = [owner, witness];

    public Dictionary<long, ModelMessage> Messages { get; } = [];

    /// <summary>What the command answers: a refusal's code, or the id of the message it leaves, with whether it was a repeat.</summary>
    public ModelAnswer Do(RoomStep step) => step switch
    {
        RoomStep.Post post => Post(post),
        RoomStep.Edit edit => Change(edit.By, edit.Id, message => message.By != edit.By, message =>
            IsMuted(edit.By) ? new(RefusalCode.Muted)
            : message.Text == edit.Text ? new(RefusalCode.TextUnchanged) : Take(message with { Text = edit.Text })),
        RoomStep.Delete delete => Delete(delete),
        RoomStep.React react => Change(react.By, react.Id, _ => false, message =>
            message.Reactions.Contains((react.Emoji, react.By)) == react.On ? new(Id: message.Id)
            : react.On && IsMuted(react.By) ? new(RefusalCode.Muted)
            : Take(message with { Reactions = react.On ? message.Reactions.Add((react.Emoji, react.By)) : message.Reactions.Remove((react.Emoji, react.By)) })),
        RoomStep.Join join => _banned.Contains(join.By) ? new(RefusalCode.Banned)
            : Members.Add(join.By) ? new(Id: ++Head) : new(RefusalCode.AlreadyMember),
        RoomStep.Leave leave => !Members.Contains(leave.By) ? new(RefusalCode.NotMember)
            : leave.By == Owner ? new(RefusalCode.OwnerCannotLeave)
            : Members.Remove(leave.By) ? new(Id: ++Head) : new(RefusalCode.NotMember),
        RoomStep.HandOver give => HandOver(give),
        _ => Moderate(step),
    };

    private ModelAnswer HandOver(RoomStep.HandOver give)
    {
        if (!Members.Contains(give.By))
        {
            return new(RefusalCode.NotMember);
        }
        if (!Members.Contains(give.To))
        {
            return new(RefusalCode.UserNotFound);
        }
        if (give.By != Owner)
        {
            return new(RefusalCode.NotOwner);
        }
        if (give.To != Owner)
        {
            Head += 2;
            _mutes.Remove(give.To);
        }
        Owner = give.To;
        return new();
    }

    private ModelAnswer Post(RoomStep.Post post)
    {
        if (_names.TryGetValue((post.By, post.Name), out var id))
        {
            return new(Id: id, Duplicate: true);
        }
        if (post.Text.Length == 0)
        {
            return new(RefusalCode.Invalid);
        }
        if (!Members.Contains(post.By))
        {
            return new(RefusalCode.NotMember);
        }
        if (MaySpeak(post.By) is { } silenced)
        {
            return new(silenced);
        }
        _names[(post.By, post.Name)] = ++Head;
        Messages[Head] = new(Head, post.By, post.Text, false, []);
        return new(Id: Head);
    }

    private ModelAnswer Delete(RoomStep.Delete delete)
    {
        if (!Members.Contains(delete.By))
        {
            return new(RefusalCode.NotMember);
        }
        if (!Messages.TryGetValue(delete.Id, out var message))
        {
            return new(RefusalCode.MessageNotFound);
        }
        return message.By != delete.By && delete.By != Owner ? new(RefusalCode.NotAuthor)
            : message.Deleted ? new(Id: message.Id)
            : Take(message with { Text = "", Deleted = true, Reactions = [] });
    }

    private ModelAnswer Change(int by, long id, Func<ModelMessage, bool> isForbidden, Func<ModelMessage, ModelAnswer> change) =>
        !Members.Contains(by) ? new(RefusalCode.NotMember)
        : !Messages.TryGetValue(id, out var message) ? new(RefusalCode.MessageNotFound)
        : isForbidden(message) ? new(RefusalCode.NotAuthor)
        : message.Deleted ? new(RefusalCode.MessageDeleted)
        : change(message);

    private ModelAnswer Take(ModelMessage changed)
    {
        Head++;
        Messages[changed.Id] = changed;
        return new(Id: changed.Id);
    }
}

internal sealed record ModelMessage(long Id, int By, string Text, bool Deleted, System.Collections.Immutable.ImmutableHashSet<(string Emoji, int By)> Reactions);

internal readonly record struct ModelAnswer(RefusalCode? Code = null, long? Id = null, bool Duplicate = false);

/// <summary>One command of a random run.</summary>
internal abstract record RoomStep(int By)
{
    public sealed record Post(int By, int Name, string Text) : RoomStep(By);

    public sealed record Edit(int By, long Id, string Text) : RoomStep(By);

    public sealed record Delete(int By, long Id) : RoomStep(By);

    public sealed record React(int By, long Id, string Emoji, bool On) : RoomStep(By);

    public sealed record Join(int By) : RoomStep(By);

    public sealed record Leave(int By) : RoomStep(By);

    public sealed record HandOver(int By, int To) : RoomStep(By);

    public sealed record Remove(int By, int Whom) : RoomStep(By);

    public sealed record Ban(int By, int Whom, bool IsLifted) : RoomStep(By);

    /// <param name="Seconds">0: lifts it.</param>
    public sealed record Mute(int By, int Whom, int Seconds) : RoomStep(By);

    /// <param name="Seconds">0: none.</param>
    public sealed record Slow(int By, int Seconds) : RoomStep(By);
}
