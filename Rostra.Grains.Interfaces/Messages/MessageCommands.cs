using Rostra.Users;

namespace Rostra.Messages;

/// <param name="Text">As sent, untrimmed; null when it was not usable at all.</param>
/// <param name="TextFault">
/// What the gateway found wrong with the text's form (missing, a lone surrogate, U+0000). Carried rather than refused at the door,
/// because a repeat of a message already kept answers that message before its text is looked at.
/// </param>
/// <param name="RetryAfterMs">Its author sends too often: it is refused with this wait. Carried for the same reason.</param>
[GenerateSerializer, Immutable, Alias("rostra.PostMessage")]
public sealed record PostMessage(UserRef By, Guid ClientId, string? Text, string? TextFault = null, long? RetryAfterMs = null);

/// <param name="Duplicate">An earlier try had posted it; the message is as it is now.</param>
[GenerateSerializer, Immutable, Alias("rostra.Posted")]
public sealed record Posted(Message Message, bool Duplicate);

[GenerateSerializer, Immutable, Alias("rostra.EditMessage")]
public sealed record EditMessage(UserRef By, long Id, string Text, bool Again = false);

[GenerateSerializer, Immutable, Alias("rostra.DeleteMessage")]
public sealed record DeleteMessage(UserRef By, long Id);

/// <param name="Emoji">One of <see cref="Emojis.All"/>.</param>
/// <param name="On">Whether it shall stand there afterwards.</param>
[GenerateSerializer, Immutable, Alias("rostra.React")]
public sealed record React(UserRef By, long Id, string Emoji, bool On);
