using System.Globalization;
using Rostra.Archives;

namespace Rostra.Verbs;

/// <summary>Tells on standard error how far it has come; standard output carries the result alone.</summary>
internal sealed class Progress : IProgress<TableProgress>, IProgress<string>
{
    public void Report(string value) => Console.Error.WriteLine($"  {value}");

    public void Report(TableProgress value) => Console.Error.WriteLine(value.Rows is { } rows
        ? string.Create(CultureInfo.InvariantCulture, $"  {value.Table}: {rows:N0} rows, {Size(value.Bytes)}")
        : $"  {value.Table}: {Size(value.Bytes)} …");

    public static string Size(long bytes) => bytes switch
    {
        < 10_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 10_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0} kB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0} MB"),
    };

    public static string Sum(Manifest manifest) =>
        string.Create(CultureInfo.InvariantCulture, $"{manifest.RowsOf("users"):N0} accounts, {manifest.RowsOf("rooms"):N0} rooms, {manifest.RowsOf("messages"):N0} messages");
}
