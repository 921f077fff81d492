using Npgsql;

namespace Rostra.Storage;

/// <summary>Several queries in one round trip that see the database at one moment, so that membership, head and rows belong together.</summary>
internal sealed class Snapshot(ReaderDatabase database)
{
    /// <param name="read">Reads the results of <paramref name="queries"/> in turn; the reader stands at the first.</param>
    public Task<T> Read<T>(IEnumerable<NpgsqlBatchCommand> queries, Func<NpgsqlDataReader, Task<T>> read, CancellationToken cancellation = default) =>
        Read(database.Source, queries, read, cancellation);

    public static async Task<T> Read<T>(
        NpgsqlDataSource source, IEnumerable<NpgsqlBatchCommand> queries, Func<NpgsqlDataReader, Task<T>> read, CancellationToken cancellation = default)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("begin transaction isolation level repeatable read read only"));
        foreach (var query in queries)
        {
            batch.BatchCommands.Add(query);
        }
        batch.BatchCommands.Add(new NpgsqlBatchCommand("commit"));
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        return await read(reader);
    }
}

internal static class BatchCommands
{
    extension(NpgsqlBatchCommand command)
    {
        /// <summary>The next positional parameter.</summary>
        public NpgsqlBatchCommand With<T>(T value)
        {
            command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
            return command;
        }
    }
}
