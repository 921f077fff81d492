namespace Rostra.Messages;

/// <summary>What <c>POST …/messages</c> reads.</summary>
/// <param name="ClientId">Names the message for its author within the room, for ever: the same one again is the same message.</param>
internal sealed record PostRequest(Guid ClientId, string Text);

/// <summary>What <c>PATCH …/messages/{id}</c> reads.</summary>
internal sealed record EditRequest(string Text);

/// <summary>What <c>SendMessage</c> reads.</summary>
internal sealed record SendCommand(Guid RoomId, Guid ClientId, string Text);

/// <summary>What <c>EditMessage</c> reads.</summary>
internal sealed record EditCommand(Guid RoomId, long Id, string Text);

/// <summary>What <c>DeleteMessage</c> reads.</summary>
internal sealed record DeleteCommand(Guid RoomId, long Id);

/// <summary>What <c>React</c> reads.</summary>
/// <param name="On">Whether the reaction shall stand there afterwards.</param>
internal sealed record ReactCommand(Guid RoomId, long Id, string Emoji, bool On);
