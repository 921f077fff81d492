using System.Globalization;
using System.Text;

namespace Rostra.Configuration;

/// <summary>The table of settings as docs/settings.md shows it. A test compares the two.</summary>
internal static class SettingsPage
{
    private const string Head = """
        # Settings

        Environment variables in .NET's form, as below, or `--Section:Key value` on the command line. This page is written by `dotnet run --project Rostra.Standalone -- settings`; a test holds
        it to the code, and the code's defaults to the classes that read them.

        - A `Rostra__…` name that is not here is refused at the start, with the name that was probably meant; so is a value of another kind or out of range. All faults are told at once, and nothing is started.
        - All programs know all names, so silos and gateways may share one environment. Who reads a setting: **G** a cluster's gateway, **S** a silo, **A** Standalone, which is all in one.
        - Times are written `00:00:05` (five seconds), `00:00:00.25`, `1.00:00:00` (a day). Names that end in `__0` are lists: `__1`, `__2` go on.
        - Limits of an account and of a room are the silos' settings and hold on all gateways together; the others are the gateways', `SocketsPerAccountMax` among them ([0111](decisions/0111-limits-stand-in-four-layers.md)). Beyond a limit callers are told `rateLimited` (429) and when to come back.
        - A cluster is upgraded process by process under one environment: set what is new after the upgrade, and take it out before you go back.


        """;

    public static string Write()
    {
        var page = new StringBuilder(Head);
        foreach (var (title, settings) in SettingsTable.Groups)
        {
            page.Append(CultureInfo.InvariantCulture, $"## {title}\n\n| Setting | Default | Kind and limits | Who | |\n|---|---|---|---|---|\n");
            foreach (var setting in settings)
            {
                page.Append(CultureInfo.InvariantCulture, $"| `{(setting.Name == "urls" ? "--urls" : setting.Variable)}` | {(setting.Default.Length == 0 ? "–" : setting.Default)} | {Kind(setting)} | {Who(setting.Who)} | {setting.Meaning} |\n");
            }

            page.Append('\n');
        }

        return page.ToString().TrimEnd() + "\n";
    }

    private static string Kind(Setting setting)
    {
        var unit = setting.Kind is SettingKind.Duration ? " s" : "";
        var range = setting.Kind is SettingKind.Whole or SettingKind.Number or SettingKind.Duration
            ? (setting.Least is { } least ? string.Create(CultureInfo.InvariantCulture, $", at least {least:0.###}{unit}") : ", more than 0") + (setting.Most is { } most ? string.Create(CultureInfo.InvariantCulture, $", at most {most:0.###}{unit}") : "")
            : "";
        return (setting.IsList ? "list of " : "") + setting.Kind switch
        {
            SettingKind.Whole => "whole number",
            SettingKind.Number => "number",
            SettingKind.Duration => "time",
            SettingKind.Switch => "true, false",
            SettingKind.Url => "address",
            SettingKind.Urls => "addresses",
            SettingKind.Network => "IP address or network",
            _ => setting.IsSecret ? "secret" : "text",
        } + range;
    }

    private static string Who(Readers who) => who is Readers.All ? "all" : string.Join(' ', new[] { (Readers.Gateway, "G"), (Readers.Silo, "S"), (Readers.Standalone, "A") }
        .Where(each => who.HasFlag(each.Item1)).Select(each => each.Item2));
}
