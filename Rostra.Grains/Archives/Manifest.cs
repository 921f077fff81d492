using System.Text.Json;

namespace Rostra.Archives;

/// <summary>What an archive holds, told by itself.</summary>
/// <param name="Format">Of the archive; another number would mean another way to read it.</param>
/// <param name="Version">Of the Rostra that made it.</param>
/// <param name="Migrations">The schema: scripts that had run, in their order.</param>
/// <param name="Postgres">The server's version.</param>
/// <param name="Epoch">The database's life; a restore begins another.</param>
/// <param name="TakenAt">The moment that all of it shows.</param>
public sealed record Manifest(
    int Format, string Version, ImmutableArray<string> Migrations, string Postgres, Guid Epoch, DateTimeOffset TakenAt, ImmutableArray<ArchivedTable> Tables)
{
    public const int CurrentFormat = 1;

    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public long RowsOf(string table) => Tables.FirstOrDefault(found => found.Name == table)?.Rows ?? 0;
}

/// <param name="Columns">In the order in which they are written.</param>
/// <param name="Sha256">Of what is written, before it is compressed; in hexadecimal.</param>
public sealed record ArchivedTable(string Name, ImmutableArray<string> Columns, long Rows, long Bytes, string Sha256);

/// <summary>How far a table has come; <see cref="Rows"/> once it is done.</summary>
public sealed record TableProgress(string Table, long Bytes, long? Rows);

/// <summary>It cannot be done; the message says why, and what to do. Nothing was changed.</summary>
public sealed class ArchiveException(string message, Exception? cause = null) : Exception(message, cause);
