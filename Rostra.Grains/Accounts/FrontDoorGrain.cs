using Orleans.Concurrency;
using Rostra.Names;

namespace Rostra.Accounts;

[GrainType("front-door"), StatelessWorker, Reentrant] // Holds nothing, so nothing is between two calls.
internal sealed class FrontDoorGrain(UserTable users, PasswordRules passwords) : Grain, IFrontDoorGrain
{
    private const string NobodysKey = "-"; // Too short to be anybody's.

    public async Task<Outcome<Me>> Register(Registration registration) => Fault(registration) is { } refusal
        ? refusal
        : await GrainFactory.Account(NameKey.Of(registration.Username)).Register(registration);

    public Task<Refusal?> Judge(Registration registration) => Task.FromResult(Fault(registration));

    public Task<Outcome<Me>> LogIn(Credentials credentials)
    {
        var nameKey = NameKey.Of(credentials.Username);
        return GrainFactory.Account(nameKey.Length == 0 ? NobodysKey : nameKey).LogIn(credentials.Password); // A grain's key cannot be blank.
    }

    public async Task<Me?> Me(Guid userId) => (await users.ById(userId))?.Me;

    private Refusal? Fault(Registration registration)
    {
        var faults = new[]
        {
            (Field: "username", Sentence: Username.Fault(registration.Username)),
            (Field: "email", Sentence: Email.Fault(registration.Email)),
            (Field: "password", Sentence: passwords.Fault(registration)),
        }.Where(fault => fault.Sentence is not null).ToArray();

        return faults.Length == 0 ? null : new Refusal(
            RefusalCode.Invalid,
            string.Join(' ', faults.Select(fault => $"{fault.Field}: {fault.Sentence}")),
            faults.ToImmutableSortedDictionary(fault => fault.Field, fault => ImmutableArray.Create(fault.Sentence!), StringComparer.Ordinal));
    }
}
