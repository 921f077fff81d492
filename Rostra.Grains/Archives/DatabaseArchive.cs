using System.IO.Compression;
using System.Text.Json;

namespace Rostra.Archives;

/// <summary>A whole Rostra in one file: a zip with each table's rows and, as its last entry, a manifest.</summary>
public static class DatabaseArchive
{
    private const string ManifestEntry = "manifest.json";

    /// <summary>Writes what the database holds at this moment, while it is used.</summary>
    /// <exception cref="ArchiveException">There is no Rostra, or it cannot be reached.</exception>
    public static async Task<Manifest> Write(string connectionString, Stream to, IProgress<TableProgress>? progress, CancellationToken cancellation)
    {
        await using var source = await ArchiveSource.Open(connectionString, cancellation);
        await using var zip = await ZipArchive.CreateAsync(to, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellation);
        var tables = new List<ArchivedTable>();
        foreach (var (name, columns) in await source.Tables(cancellation))
        {
            await using var rows = await zip.CreateEntry(EntryOf(name), CompressionLevel.Fastest).OpenAsync(cancellation);
            tables.Add(await source.Copy(name, columns, rows, progress, cancellation));
        }
        var manifest = await source.Describe(cancellation) with { Tables = [.. tables] };
        await using var last = await zip.CreateEntry(ManifestEntry).OpenAsync(cancellation);
        await JsonSerializer.SerializeAsync(last, manifest, Manifest.Json, cancellation);
        return manifest;
    }

    /// <summary>What the archive says of itself.</summary>
    /// <exception cref="ArchiveException">It is no archive, or a part of one.</exception>
    public static async Task<Manifest> Describe(Stream from, CancellationToken cancellation)
    {
        await using var zip = await Open(from, cancellation);
        return await Describe(zip, cancellation);
    }

    /// <summary>Brings an archive into an empty database, brings that to this version's schema, and gives it a new epoch, so that clients load anew what they remember.</summary>
    /// <exception cref="ArchiveException">The place is not empty, the archive is damaged, or was made by a newer Rostra. Nothing was kept.</exception>
    public static async Task<Manifest> Restore(string connectionString, Stream from, IProgress<TableProgress>? progress, CancellationToken cancellation)
    {
        await using var zip = await Open(from, cancellation);
        var manifest = await Describe(zip, cancellation);
        await using var target = await ArchiveTarget.Open(connectionString, manifest, cancellation);
        foreach (var table in manifest.Tables)
        {
            var entry = zip.GetEntry(EntryOf(table.Name)) ?? throw new ArchiveException($"The archive is damaged: {table.Name} is missing.");
            try
            {
                await using var rows = await entry.OpenAsync(cancellation);
                if (await target.Take(table.Name, table.Columns, rows, cancellation) != table.Sha256)
                {
                    throw new ArchiveException($"The archive is damaged: {table.Name} is not what was written.");
                }
                progress?.Report(new(table.Name, table.Bytes, table.Rows));
            }
            catch (Exception fault) when (fault is InvalidDataException or Npgsql.PostgresException)
            {
                throw new ArchiveException($"The archive is damaged: {table.Name} cannot be read ({fault.Message.ReplaceLineEndings(" ")}).", fault);
            }
        }
        await target.Keep(manifest, renew: true, cancellation);
        return manifest;
    }

    private static string EntryOf(string table) => $"tables/{table}";

    private static async Task<ZipArchive> Open(Stream from, CancellationToken cancellation)
    {
        try
        {
            return await ZipArchive.CreateAsync(from, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellation);
        }
        catch (InvalidDataException fault)
        {
            throw new ArchiveException("This is no backup of Rostra, or only the beginning of one.", fault);
        }
    }

    private static async Task<Manifest> Describe(ZipArchive zip, CancellationToken cancellation)
    {
        try
        {
            await using var entry = zip.GetEntry(ManifestEntry) is { } found ? await found.OpenAsync(cancellation) : throw new ArchiveException("This is no backup of Rostra: it has no manifest.");
            return (await JsonSerializer.DeserializeAsync<Manifest>(entry, Manifest.Json, cancellation))!;
        }
        catch (Exception fault) when (fault is JsonException or InvalidDataException)
        {
            throw new ArchiveException("The archive is damaged: its manifest cannot be read.", fault);
        }
    }
}
