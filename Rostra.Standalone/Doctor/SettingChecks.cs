using System.Globalization;
using Rostra.Accounts;
using Rostra.Configuration;
using Rostra.Postgres;

namespace Rostra.Doctor;

/// <summary>Names that nobody reads and values that cannot be.</summary>
internal sealed class SettingsFit() : Check("settings")
{
    public override Task<Finding> Look(Patient patient, CancellationToken cancellation) => Task.FromResult(StartCheck.FaultsOf(patient.Configuration) is { Count: > 0 } faults
        ? Wrong(string.Join(' ', faults), "Correct them: docs/settings.md has all settings with their limits.")
        : Well("All settings are known and in range."));
}

/// <summary>A key that others could know or guess.</summary>
internal sealed class SigningKeyIsStrong() : Check("signing key")
{
    public override Task<Finding> Look(Patient patient, CancellationToken cancellation)
    {
        var options = patient.Configuration.GetSection(TokenOptions.Section).Get<TokenOptions>() ?? new();
        return Task.FromResult(
            options.SigningKey is null && patient.RedisAddress is null ? Well("Standalone makes its own.")
            : new TokenOptionsCheck().Validate(null, options) is { Failed: true } faulty ? Wrong(faulty.FailureMessage!, "Give all gateways the same new key; put a former one that was good into Rostra__Tokens__FormerKeys__0.")
            : options.FormerKeys.Contains(options.SigningKey) ? Doubtful("The former key is the current one.", "Remove it from Rostra__Tokens__FormerKeys.")
            : Well("It is long and random."));
    }
}

/// <summary>Secrets that other accounts of the machine can read.</summary>
internal sealed class SecretFilesArePrivate() : Check("secret files")
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private static readonly string[] Names = ["signing.key", "postgres.password"];

    public override Task<Finding> Look(Patient patient, CancellationToken cancellation)
    {
        var files = Names.Select(name => Path.Combine(patient.DataDirectory, name)).Where(File.Exists).ToList();
        var open = files.Where(IsOpen).ToList();
        return Task.FromResult(open.Count > 0
            ? Wrong($"Others can read or write {string.Join(", ", open)}.", $"chmod 600 {string.Join(' ', open)}; and as they may have been read: remove signing.key, a new one is made.")
            : Well(files.Count == 0 ? "There are none yet." : "Only their owner reads them."));
    }

    private static bool IsOpen(string file) => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & Others) != 0;
}

/// <summary>A proxy in front whose word is not taken.</summary>
internal sealed class ProxyIsKnown() : Check("known proxies")
{
    public override Task<Finding> Look(Patient patient, CancellationToken cancellation)
    {
        var hasProxies = patient.Configuration.GetSection("Rostra:KnownProxies").GetChildren().Any();
        var isPublic = patient.Configuration["Rostra:PublicUrl"] is { Length: > 0 };
        return Task.FromResult(isPublic && !hasProxies
            ? Doubtful("Rostra__PublicUrl says that a proxy stands in front, and Rostra__KnownProxies names none: all people seem to come from one address.", "Set Rostra__KnownProxies__0 to the proxy's address or network.")
            : patient.Configuration.GetSection("Rostra:KnownProxies").GetChildren().Any(proxy => proxy.Value is "0.0.0.0/0" or "::/0")
            ? Wrong("Everybody is taken for a proxy: anybody can claim any address.", "Set Rostra__KnownProxies__0 to the proxy's address or network only.")
            : Well(hasProxies ? "Proxies are named." : "No proxy is spoken of."));
    }
}

/// <summary>Names are compared by Unicode's rules, and times are kept in UTC whatever the machine says.</summary>
internal sealed class UnicodeIsThere() : Check("locale and time zone")
{
    public override Task<Finding> Look(Patient patient, CancellationToken cancellation) => Task.FromResult(
        AppContext.TryGetSwitch("System.Globalization.Invariant", out var isInvariant) && isInvariant
            ? Wrong("This .NET runs without ICU: names would not be compared by Unicode's rules.", "Install libicu (Debian: libicu-dev or libicu72), or unset DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.")
            : Well($"ICU is there; {CultureInfo.CurrentCulture.DisplayName}, {TimeZoneInfo.Local.Id}. Rostra keeps times in UTC."));
}

/// <summary>The ports that a start would take. Held by a running Rostra, they are well.</summary>
internal sealed class PortsAreFree() : Check("ports")
{
    public override async Task<Finding> Look(Patient patient, CancellationToken cancellation)
    {
        try
        {
            Hosting.Addresses.Refuse(patient.Configuration);
            return Well("They are free.");
        }
        catch (StartRefusedException taken)
        {
            return IsHeld(patient.DataDirectory) ? Well("A running Rostra has them.") : await Task.FromResult(Wrong(taken.Message, "End the program that has it (ss --listening --tcp --processes), or choose another address with --urls."));
        }
    }

    private static bool IsHeld(string directory)
    {
        try
        {
            var file = Path.Combine(directory, "lock");
            using var held = File.Exists(file) ? FileLock.TryTake(file) : null;
            return File.Exists(file) && held is null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
