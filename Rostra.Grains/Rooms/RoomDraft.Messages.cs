using Rostra.Messages;
using Rostra.Rooms.Log;
using Rostra.Users;

namespace Rostra.Rooms;

internal sealed partial class RoomDraft
{
    /// <summary>The first body wins: a repeat answers the message as it is now, before membership, rate or text is looked at.</summary>
    /// <returns>Null: only after the next commit, with more known.</returns>
    public Outcome<Posted>? Post(PostMessage post)
    {
        var key = new MessageKey(post.By.Id, post.ClientId);
        if (IsThere && Message(key) is { } kept)
        {
            return new Posted(kept.View(post.By.Id), Duplicate: true);
        }
        if (RefusePost(post) is { } refusal)
        {
            // Not in memory does not mean not in the log: before a refusal the database is asked.
            if (IsThere && !findings.Looked.Contains(key))
            {
                return null;
            }
            return refusal;
        }

        LastMessageAt = LastMessageAt is { } last && last > Now ? last : Now;
        var message = new StoredMessage(
            room.Id, LastSeq + 1, post.ClientId, Member(post.By.Id)!.User, post.Text!, LastMessageAt.Value, null, null, [], LastSeq + 1);
        Take(new MessagePosted(LastSeq + 1, message.View()));
        _messages[message.Id] = message;
        _posted[key] = message.Id;
        Spoke(message);
        return new Posted(message.View(post.By.Id), Duplicate: false);
    }

    public Outcome<Message>? Edit(EditMessage edit)
    {
        if (RoomRules.FaultOfText(edit.Text, null, room.Options) is { } fault)
        {
            return Refusal.Invalid("text", fault);
        }
        if (RefuseStranger(edit.By.Id) is { } stranger)
        {
            return stranger;
        }
        if (Message(edit.Id) is not { } message)
        {
            return Refusals.MessageNotFound;
        }
        if (message.Author.Id != edit.By.Id)
        {
            return Refusals.NotAuthor;
        }
        if (message.IsDeleted)
        {
            return Refusals.MessageDeleted;
        }
        if (RefuseMuted(edit.By.Id) is { } muted)
        {
            return muted;
        }
        if (message.Text == edit.Text)
        {
            return edit.Again ? message.View(edit.By.Id) : Refusals.TextUnchanged;
        }
        return Change(message with { Text = edit.Text, EditedAt = Now, ChangedSeq = LastSeq + 1 }, edit.By, ChangeKind.MessageEdited);
    }

    /// <summary>By the author, or by the owner of the room. The right is judged first, then whether there is anything left to delete.</summary>
    public Outcome<Message>? Delete(DeleteMessage delete)
    {
        if (RefuseStranger(delete.By.Id) is { } stranger)
        {
            return stranger;
        }
        if (Message(delete.Id) is not { } message)
        {
            return Refusals.MessageNotFound;
        }
        if (message.Author.Id != delete.By.Id && Row!.OwnerId != delete.By.Id)
        {
            return Refusals.NotAuthor;
        }
        if (message.IsDeleted)
        {
            return message.View(delete.By.Id);
        }
        if (_messagesReacted.Contains(message.Id))
        {
            return null; // One statement would have to add and clear the same rows.
        }
        if (message.Author.Id != delete.By.Id)
        {
            _commit.Acts.Add(new ActRow(LastSeq + 1, ActKind.MessageDeleted));
        }
        _commit.ReactionsCleared.Add(message.Id);
        return Change(message.Delete(Now, LastSeq + 1), delete.By, ChangeKind.MessageDeleted);
    }

    public Outcome<Message>? React(React react)
    {
        var emoji = (short)Emojis.All.IndexOf(react.Emoji);
        if (emoji < 0)
        {
            return Refusal.Invalid("emoji", $"must be one of {string.Join(' ', Emojis.All)}.");
        }
        if (RefuseStranger(react.By.Id) is { } stranger)
        {
            return stranger;
        }
        if (Message(react.Id) is not { } message)
        {
            return Refusals.MessageNotFound;
        }
        if (message.IsDeleted)
        {
            return Refusals.MessageDeleted;
        }
        if (message.HasReaction(emoji, react.By.Id) == react.On)
        {
            return message.View(react.By.Id);
        }
        if (react.On && RefuseMuted(react.By.Id) is { } muted)
        {
            return muted;
        }
        if (!_reactionsTouched.Add((message.Id, emoji, react.By.Id)))
        {
            return null; // One statement must touch a row once.
        }
        _messagesReacted.Add(message.Id);
        (react.On ? _commit.ReactionsAdded : _commit.ReactionsRemoved).Add(new ReactionRow(message.Id, emoji, react.By.Id, LastSeq + 1));
        var kind = react.On ? ChangeKind.Reacted : ChangeKind.Unreacted;
        return Change(message.React(emoji, react.By.Id, react.On, LastSeq + 1), react.By, kind, react.Emoji);
    }

    private Refusal? RefusePost(PostMessage post) =>
        RoomRules.FaultOfText(post.Text, post.TextFault, room.Options) is { } fault ? Refusal.Invalid("text", fault)
        : post.RetryAfterMs is { } wait ? Refusal.RateLimited(TimeSpan.FromMilliseconds(wait))
        : RefuseStranger(post.By.Id) ?? RefuseMuted(post.By.Id) ?? RefuseTooSoon(post.By.Id);

    private Message Change(StoredMessage changed, UserRef by, ChangeKind kind, string? emoji = null)
    {
        var change = kind switch
        {
            ChangeKind.MessageEdited => MessageChange.Edited,
            ChangeKind.MessageDeleted => MessageChange.Deleted,
            ChangeKind.Reacted => MessageChange.Reacted,
            _ => MessageChange.Unreacted,
        };
        var seq = LastSeq + 1;
        Planted.Mistake("seq-reused", () => seq = LastSeq);
        Take(new MessageChanged(seq, changed.View(), by.Id, change, emoji));
        _commit.Changes.Add(new ChangeRow(seq, kind, changed.Id, null, by.Id, Now));
        _messages[changed.Id] = changed;
        return changed.View(by.Id);
    }
}
