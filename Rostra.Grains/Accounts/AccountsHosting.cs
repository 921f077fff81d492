using Microsoft.Extensions.DependencyInjection;
using Rostra.Names;

namespace Rostra.Accounts;

/// <summary>What a silo needs for accounts, besides its grain storage.</summary>
internal static class AccountsHosting
{
    public static ISiloBuilder AddAccounts(this ISiloBuilder silo, string connectionString)
    {
        NameKey.Check();

        var services = silo.Services;
        services.AddSingleton(_ => new AccountsDatabase(connectionString));
        services.AddSingleton<UserTable>();
        services.AddSingleton<SessionTable>();
        services.AddSingleton<PassTable>();
        services.AddSingleton<Passes>();
        services.AddSingleton<Administrators>();
        services.AddSingleton<EntryRules>();
        services.AddSingleton<SessionCleaner>();
        services.AddHostedService(provider => provider.GetRequiredService<SessionCleaner>());
        services.AddSingleton<PasswordRules>();
        services.AddSingleton<PasswordHasher>();
        return silo;
    }
}
