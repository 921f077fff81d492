using System.IO.Pipelines;

namespace Rostra.Archives;

/// <summary>A whole Rostra from one server to another. The life goes on: the epoch stays, and clients notice nothing.</summary>
public static class DatabaseMove
{
    /// <summary>Copies everything, and compares every table by count and digest before it is kept. Nobody may write to the source meanwhile.</summary>
    /// <exception cref="ArchiveException">A server cannot be reached, or the target is not empty. Nothing was kept there.</exception>
    public static async Task<Manifest> Copy(string from, string to, IProgress<TableProgress>? progress, CancellationToken cancellation)
    {
        await using var source = await ArchiveSource.Open(from, cancellation);
        var manifest = await source.Describe(cancellation);
        await using var target = await ArchiveTarget.Open(to, manifest, cancellation);
        var tables = new List<ArchivedTable>();
        foreach (var (name, columns) in await source.Tables(cancellation))
        {
            var pipe = new Pipe();
            var sending = Send(source, name, columns, pipe.Writer, progress, cancellation);
            string digest;
            try
            {
                digest = await target.Take(name, columns, pipe.Reader.AsStream(), cancellation);
            }
            catch
            {
                await pipe.Reader.CompleteAsync(); // Else the sender would wait for ever.
                await sending; // Where it failed first, that is the reason.
                throw;
            }
            var sent = await sending;
            tables.Add(sent.Sha256 == digest ? sent : throw new ArchiveException($"{name} did not arrive as it was sent; nothing was kept."));
        }
        manifest = manifest with { Tables = [.. tables] };
        await target.Keep(manifest, renew: false, cancellation);
        return manifest;
    }

    private static async Task<ArchivedTable> Send(
        ArchiveSource source, string name, string[] columns, PipeWriter to, IProgress<TableProgress>? progress, CancellationToken cancellation)
    {
        try
        {
            var sent = await source.Copy(name, columns, to.AsStream(leaveOpen: true), progress, cancellation);
            await to.CompleteAsync();
            return sent;
        }
        catch (Exception fault)
        {
            await to.CompleteAsync(fault);
            throw;
        }
    }
}
