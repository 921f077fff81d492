using Microsoft.Extensions.Options;

namespace Rostra.Accounts;

/// <summary>Whether somebody new is let in at all, however good their name is.</summary>
internal sealed class EntryRules(PassTable passes, IOptions<EntryOptions> options, TimeProvider time)
{
    private static readonly Refusal Closed = new(RefusalCode.RegistrationClosed, "New accounts are not made here.");

    /// <summary>The invitation that registering spends, as the table knows it; null: none is needed.</summary>
    public byte[]? Spent(Registration registration) =>
        options.Value.Registration is RegistrationMode.Invite && registration.Invite is { } token ? Passes.HashOf(token) : null;

    public async Task<Refusal?> Judge(Registration registration) => options.Value.Registration switch
    {
        RegistrationMode.Open => null,
        RegistrationMode.Closed => Closed,
        _ when registration.Invite is not { Length: > 0 } => Refusal.Invalid("invite", "is needed: ask whoever looks after this place for an invitation."),
        _ => (await passes.Find(Passes.HashOf(registration.Invite), PassKind.Invitation, time.GetUtcNow())).IsGood ? null : Used,
    };

    /// <summary>Of an invitation that is not good, also because somebody else was quicker.</summary>
    public static Refusal Used { get; } = Refusal.Invalid("invite", "is not good, or not any more: ask for another.");
}
