using System.Globalization;
using System.Text;

namespace Rostra.Chaos;

/// <summary>Writes a fact down for a person: what, by whom, when.</summary>
internal static class Evidence
{
    public static string Show(object fact) => fact switch
    {
        Operation operation => $"{Show(operation.Invoke)} → {(operation.End is { } end ? Answer(end) : "no answer")}",
        HistoryLine line => Show(line),
        LogEntry entry => Show(entry),
        SeenEvent seen => Show(seen),
        _ => string.Create(CultureInfo.InvariantCulture, $"{fact}"),
    };

    private static string Show(HistoryLine line)
    {
        var text = new StringBuilder();
        text.Append(string.Create(CultureInfo.InvariantCulture, $"{line.T / 1e6:F3} s {line.Client} {line.Op} {line.Phase}").ToLowerInvariant());
        Add("conn", line.Conn);
        Add("gw", line.Gw);
        Add("room", line.Room);
        Add("cid", line.Cid);
        Add("id", line.Id);
        Add("hash", line.Hash);
        Rest(line, Add);
        return text.ToString();

        void Add(string name, object? value)
        {
            if (value is not null) text.Append(CultureInfo.InvariantCulture, $" {name}={value}");
        }
    }

    private static string Answer(HistoryLine end)
    {
        var text = new StringBuilder();
        text.Append(string.Create(CultureInfo.InvariantCulture, $"{end.Phase} at {end.T / 1e6:F3} s").ToLowerInvariant());
        Rest(end, (name, value) => text.Append(value is null ? "" : string.Create(CultureInfo.InvariantCulture, $" {name}={value}")));
        return text.ToString();
    }

    private static void Rest(HistoryLine line, Action<string, object?> add)
    {
        add("seq", line.Seq);
        add("top", line.Top);
        add("after", line.After);
        add("upTo", line.UpTo);
        add("source", line.Source);
        add("readSeq", line.ReadSeq);
        add("unread", line.Unread);
        add("fresh", line.Fresh);
        add("target", line.Target);
        add("code", line.Code);
    }

    private static string Show(LogEntry entry) => string.Create(
        CultureInfo.InvariantCulture,
        $"log[{entry.Seq}] = {entry.Kind}{(entry.Id is { } id ? $" of {id}" : "")} user={entry.User} actor={entry.Actor}{(entry.Cid is { } cid ? $" cid={cid} hash={entry.Hash}" : "")}{(entry.Deleted ? " deleted" : "")}");

    private static string Show(SeenEvent seen) => string.Create(
        CultureInfo.InvariantCulture,
        $"event {seen.Seq}: {seen.Kind}{(seen.Id is { } id ? $" of {id} (version {seen.Changed})" : "")} user={seen.User}{(seen.Cid is { } cid ? $" cid={cid} hash={seen.Hash}" : "")}{(seen.Deleted ? " deleted" : "")}");
}
