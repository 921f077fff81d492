using Microsoft.Extensions.Options;
using Rostra.Allowances;
using Rostra.Hosting;
using Rostra.Realtime;
using Rostra.Users;

namespace Rostra.Messages;

/// <summary>The commands about messages, as a socket sends them; HTTP's do the same.</summary>
internal sealed class MessageCommands(OrderedSender sender, Purses purses, Patience patience, IGrainFactory grains, IOptions<GatewayLimits> limits)
{
    public Task<Outcome<Posted>> Send(ChatSocket socket, Fields fields)
    {
        var (roomId, post) = (fields.Uuid("roomId"), Read(socket.User, fields));
        return fields.Refusal is { } refusal ? Task.FromResult<Outcome<Posted>>(refusal) : Post(roomId, socket, post);
    }

    /// <summary>What is wrong with the text is the room's to tell, after it has looked for a repeat; beside other bad fields it is told here, with them.</summary>
    public PostMessage Read(UserRef by, Fields fields)
    {
        var (clientId, (text, fault)) = (fields.Uuid("clientId"), fields.TextOrFault("text"));
        if (clientId == Guid.Empty && fields.Refusal is null)
        {
            fields.Invalid("clientId", "must not be the nil UUID.");
        }
        if (fields.Refusal is not null)
        {
            fields.Trimmed("text", 1, limits.Value.TextMax);
        }

        return new PostMessage(by, clientId, text, fault);
    }

    public Task<Outcome<Message>> Edit(ChatSocket socket, Fields fields) => Edit(fields.Uuid("roomId"), socket.User, fields.Seq("id"), fields);

    public Task<Outcome<Message>> Delete(ChatSocket socket, Fields fields)
    {
        var (roomId, id) = (fields.Uuid("roomId"), fields.Seq("id"));
        return Unless(fields, () => Delete(roomId, socket.User, id));
    }

    public Task<Outcome<Message>> React(ChatSocket socket, Fields fields)
    {
        var (roomId, id, emoji, on) = (fields.Uuid("roomId"), fields.Seq("id"), fields.Text("emoji"), fields.Bool("on"));
        if (emoji.Length > 0 && !Emojis.All.Contains(emoji))
        {
            fields.Invalid("emoji", "is not one of the reactions there are.");
        }

        return Unless(fields, () => React(roomId, new React(socket.User, id, emoji, on)));
    }

    /// <param name="origin">What keeps its order: the socket, or the one request.</param>
    public Task<Outcome<Posted>> Post(Guid roomId, object origin, PostMessage post) => sender.Post(roomId, origin, post);

    /// <param name="fields">With the text; whatever else stands in it is read already.</param>
    public async Task<Outcome<Message>> Edit(Guid roomId, UserRef by, long id, Fields fields)
    {
        var text = fields.Text("text");
        if (fields.Refusal is null && await purses.Take(by.Id, Allowance.Edits) is { } overRate)
        {
            fields.RefuseAnyway(overRate);
            fields.Trimmed("text", 1, limits.Value.TextMax); // What can never be right is told first.
        }

        return fields.Refusal is { } refusal
            ? refusal
            : await patience.Change(isRepeat => grains.Room(roomId).EditMessage(new EditMessage(by, id, text, isRepeat)));
    }

    public async Task<Outcome<Message>> Delete(Guid roomId, UserRef by, long id) => await purses.Take(by.Id, Allowance.Edits) is { } overRate
        ? overRate
        : await patience.Change(_ => grains.Room(roomId).DeleteMessage(new DeleteMessage(by, id)));

    public async Task<Outcome<Message>> React(Guid roomId, React react)
    {
        if (!Emojis.All.Contains(react.Emoji))
        {
            return Refusal.Invalid("emoji", "is not one of the reactions there are.");
        }

        return await purses.Take(react.By.Id, Allowance.Edits) is { } overRate ? overRate : await patience.Change(_ => grains.Room(roomId).React(react));
    }

    private static Task<Outcome<Message>> Unless(Fields fields, Func<Task<Outcome<Message>>> command) =>
        fields.Refusal is { } refusal ? Task.FromResult<Outcome<Message>>(refusal) : command();
}
