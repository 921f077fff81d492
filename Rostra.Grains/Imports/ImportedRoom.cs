namespace Rostra.Imports;

/// <summary>A place elsewhere whose conversations are to come here.</summary>
/// <param name="Kind">What it was: <c>irc</c>, <c>slack</c>, <c>discord</c>.</param>
/// <param name="Name">Tells one place of a kind from another: the same name with a later export of the same place adds what is new.</param>
public sealed record ImportSource(string Kind, string Name, IReadOnlyList<ImportedRoom> Rooms)
{
    /// <summary>Entries that are no message of anybody: joins, topics, files without a word.</summary>
    public int Passed { get; init; }
}

/// <param name="Key">The room's name or number there, which stays the same in every export.</param>
/// <param name="Lines">In order of time.</param>
public sealed record ImportedRoom(string Key, string Name, IReadOnlyList<ImportedLine> Lines);

/// <param name="Key">The message's number there; or what else tells it from every other of the room.</param>
/// <param name="AuthorKey">The author's number or name there.</param>
public sealed record ImportedLine(string Key, string AuthorKey, string AuthorName, string Text, DateTimeOffset At);

/// <summary>What came of an import.</summary>
/// <param name="Known">Messages that an earlier import had brought.</param>
public sealed record ImportReport(int Rooms, int NewPeople, int NewMessages, int Known, int Passed);

/// <summary>It cannot be imported; the message says why, and where in the file.</summary>
public sealed class ImportException(string message, Exception? cause = null) : Exception(message, cause);
