using System.Globalization;

namespace Rostra.Configuration;

/// <summary>What is wrong with the settings that were given, all of it at once: names that nobody reads, values of another kind, values out of range.</summary>
internal static class SettingsCheck
{
    private const string Root = "Rostra";

    /// <returns>One sentence for each fault; it never repeats a secret.</returns>
    public static IReadOnlyList<string> FaultsOf(IConfiguration configuration) =>
        FaultsOf(configuration, SettingsTable.All, SettingsTable.Former);

    public static IReadOnlyList<string> FaultsOf(IConfiguration configuration, IReadOnlyList<Setting> known, IReadOnlyList<string> former)
    {
        var given = Given(configuration).ToList();
        return
        [
            .. given.Where(name => Find(known, name) is null && !former.Contains(name, StringComparer.OrdinalIgnoreCase)).Select(name => Unknown(name, known)),
            .. given.Select(name => (Name: name, Setting: Find(known, name))).Where(each => each.Setting is not null)
                .Select(each => FaultOf(each.Name, configuration[each.Name]!, each.Setting!)).OfType<string>(),
            .. known.Where(setting => setting.Name.EndsWith("Min", StringComparison.Ordinal)).Select(least => PairFault(configuration, known, least)).OfType<string>(),
        ];
    }

    /// <summary>Ours, and of the others those that the table has.</summary>
    private static IEnumerable<string> Given(IConfiguration configuration)
    {
        var ours = configuration.GetSection(Root).AsEnumerable().Where(each => each.Value is not null).Select(each => each.Key);
        var others = SettingsTable.All.Select(setting => setting.Name)
            .Where(name => !name.StartsWith($"{Root}:", StringComparison.Ordinal) && configuration[name] is { Length: > 0 });
        return ours.Concat(others).Order(StringComparer.Ordinal);
    }

    private static Setting? Find(IReadOnlyList<Setting> known, string name) =>
        known.FirstOrDefault(setting => setting.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || (setting.IsList && IsOfList(setting.Name[..^1], name)));

    private static bool IsOfList(string list, string name) =>
        name.StartsWith(list, StringComparison.OrdinalIgnoreCase) && name.Length > list.Length && name[list.Length..].All(char.IsAsciiDigit);

    private static string Unknown(string name, IReadOnlyList<Setting> known) => NearestName.To(name, known.Select(setting => setting.Name)) is { } near
        ? $"{name} is not a setting. Is {near} meant ({Variable(near)})?"
        : $"{name} is not a setting: docs/settings.md has those there are.";

    private static string Variable(string name) => name.Replace(":", "__", StringComparison.Ordinal);

    private static string? FaultOf(string name, string value, Setting setting)
    {
        var shown = setting.IsSecret ? "" : $"; it is '{value}'";
        return setting.Kind switch
        {
            SettingKind.Whole => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? RangeFault(name, whole, setting, shown) : $"{name} must be a whole number{shown}.",
            SettingKind.Number => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
                ? RangeFault(name, number, setting, shown) : $"{name} must be a number{shown}.",
            SettingKind.Duration => TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out var time)
                ? RangeFault(name, time.TotalSeconds, setting, shown, " s") : $"{name} must be a time such as 00:00:05{shown}.",
            SettingKind.Switch => bool.TryParse(value, out _) ? null : $"{name} must be true or false{shown}.",
            SettingKind.Url => value.Length == 0 || IsUrl(value) ? null : $"{name} must be an address with http:// or https://{shown}.",
            SettingKind.Urls => value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).All(IsListened) ? null : $"{name} must be addresses with http:// or https://, separated by semicolons{shown}.",
            SettingKind.Network => System.Net.IPAddress.TryParse(value, out _) || System.Net.IPNetwork.TryParse(value, out _) ? null : $"{name} must be an IP address or a network such as 10.0.0.0/8{shown}.",
            _ => setting.Choices.Length == 0 || setting.Choices.Contains(value, StringComparer.OrdinalIgnoreCase) ? null : $"{name} must be {string.Join(" or ", setting.Choices)}{shown}.",
        };
    }

    private static string? RangeFault(string name, double value, Setting setting, string shown, string unit = "") =>
        value < setting.Least ? $"{name} must be at least {setting.Least:0.###}{unit}{shown}."
        : setting.Least is null && value <= 0 ? $"{name} must be more than 0{shown}."
        : value > setting.Most ? $"{name} must be at most {setting.Most:0.###}{unit}{shown}."
        : null;

    private static string? PairFault(IConfiguration configuration, IReadOnlyList<Setting> known, Setting least)
    {
        var most = known.FirstOrDefault(setting => setting.Name == $"{least.Name[..^3]}Max");
        return most is not null
            && long.TryParse(configuration[least.Name] ?? least.Default, CultureInfo.InvariantCulture, out var low)
            && long.TryParse(configuration[most.Name] ?? most.Default, CultureInfo.InvariantCulture, out var high) && low > high
            ? $"{least.Name} must not be more than {most.Name}."
            : null;
    }

    private static bool IsUrl(string value) => Uri.TryCreate(value, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps);

    // Kestrel takes http://+:80 and http://*:80, which are no addresses of anything else.
    private static bool IsListened(string value) => IsUrl(value.Replace("://+", "://any", StringComparison.Ordinal).Replace("://*", "://any", StringComparison.Ordinal));
}
