using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Rostra.Names;

namespace Rostra.Accounts;

[GrainType("administration"), StatelessWorker, Reentrant] // Holds nothing, so nothing is between two calls.
internal sealed partial class AdministrationGrain(Administrators administrators, UserTable users, Passes passes, ILogger<AdministrationGrain> logger)
    : Grain, IAdministrationGrain
{
    private static readonly Refusal NotAdministrator = new(RefusalCode.NotAdministrator, "Only who looks after this place may do that.");
    private static readonly Refusal NobodyOfThatName = new(RefusalCode.UserNotFound, "There is nobody of this name.");

    public Task<bool> Includes(Guid userId) => administrators.Includes(userId);

    public async Task<Outcome<Pass>> Invite(Guid by)
    {
        if (!await administrators.Includes(by))
        {
            LogDenied(by);
            return NotAdministrator;
        }

        LogInvited(by);
        return await passes.Invitation();
    }

    public async Task<Outcome<Pass>> PasswordLink(Guid by, string username)
    {
        if (!await administrators.Includes(by))
        {
            LogDenied(by);
            return NotAdministrator;
        }

        if (await users.ByNameKey(NameKey.Of(username)) is not { } user)
        {
            return NobodyOfThatName;
        }

        LogLinked(by, user.Id);
        return await passes.Password(user.Id);
    }

    [LoggerMessage(LogLevel.Warning, "User {UserId} asked for what only administrators may do")]
    private partial void LogDenied(Guid userId);

    [LoggerMessage(LogLevel.Information, "Administrator {UserId} made an invitation")]
    private partial void LogInvited(Guid userId);

    [LoggerMessage(LogLevel.Warning, "Administrator {AdministratorId} made a link by which user {UserId} can set a new password")]
    private partial void LogLinked(Guid administratorId, Guid userId);
}
