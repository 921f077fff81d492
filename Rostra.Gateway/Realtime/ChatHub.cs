using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using Rostra.Hosting;
using Rostra.Messages;
using Rostra.OpenApi;
using Rostra.Rooms;
using Rostra.Users;

namespace Rostra.Realtime;

/// <summary>What a socket may ask for. Each method is one call: no rules, no state. Arguments come as JSON, so that a bad one is a refusal and not a failure of the hub's.</summary>
[Authorize]
internal sealed class ChatHub(Greeter greeter, MessageCommands messages, ReadCommands reading, TypingSigns typing) : Hub<IChatClient>
{
    private static readonly Refusal HelloFirst = new(RefusalCode.HelloFirst, "Say Hello first.");

    [Takes<HelloCommand>]
    public Task<WelcomeAnswer> Hello(JsonElement hello) => greeter.Greet(Socket, Fields.Of(hello));

    [Takes<SendCommand>]
    public Task<Outcome<Posted>> SendMessage(JsonElement send) => Command(send, messages.Send);

    [Takes<EditCommand>]
    public Task<Outcome<Message>> EditMessage(JsonElement edit) => Command(edit, messages.Edit);

    [Takes<DeleteCommand>]
    public Task<Outcome<Message>> DeleteMessage(JsonElement delete) => Command(delete, messages.Delete);

    [Takes<ReactCommand>]
    public Task<Outcome<Message>> React(JsonElement react) => Command(react, messages.React);

    [Takes<MarkReadCommand>]
    public Task<Outcome<ReadMark>> MarkRead(JsonElement mark) => Command(mark, reading.Mark);

    [Takes<TypingCommand>]
    public Task<Outcome<Done>> Typing(JsonElement where) => Command(where, typing.Type);

    private ChatSocket Socket => Context.Features.Get<ChatSocket>()!;

    // Not async: a send takes its place in the room's order before this returns, and SignalR starts the commands of one socket one after another.
    private Task<Outcome<T>> Command<T>(JsonElement argument, Func<ChatSocket, Fields, Task<Outcome<T>>> command) =>
        Socket is { IsGreeted: true } socket ? command(socket, Fields.Of(argument)) : Task.FromResult<Outcome<T>>(HelloFirst);
}
