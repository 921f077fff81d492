using Npgsql;
using Rostra.Accounts;
using Rostra.Names;

namespace Rostra.Imports;

/// <summary>Authors from elsewhere: accounts with a name and no password, to which nobody can log in until an operator hands one over.</summary>
internal static class ImportedPeople
{
    /// <summary>Nothing is ever sent there: the domain is reserved for what does not exist.</summary>
    public const string EmailDomain = "unclaimed.invalid";

    /// <returns>How many were not here.</returns>
    public static async Task<int> Bring(NpgsqlConnection connection, ImportSource source, ImportIds ids, CancellationToken cancellation)
    {
        var authors = source.Rooms.SelectMany(room => room.Lines).GroupBy(line => line.AuthorKey).ToDictionary(lines => ids.Person(lines.Key), lines => lines.Last().AuthorName);
        var since = source.Rooms.SelectMany(room => room.Lines).Select(line => line.At.ToUniversalTime()).DefaultIfEmpty(DateTimeOffset.UtcNow).Min();
        var here = await Here(connection, [.. authors.Keys], cancellation);
        var missing = authors.Where(author => !here.Contains(author.Key)).ToList();
        foreach (var (id, name) in missing)
        {
            await Insert(connection, id, name, source.Kind, since, cancellation);
        }
        return missing.Count;
    }

    private static async Task<HashSet<Guid>> Here(NpgsqlConnection connection, Guid[] ids, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select id from rostra.users where id = any ($1)", connection) { Parameters = { new() { Value = ids } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var here = new HashSet<Guid>();
        while (await reader.ReadAsync(cancellation))
        {
            here.Add(reader.GetGuid(0));
        }
        return here;
    }

    private static async Task Insert(NpgsqlConnection connection, Guid id, string name, string kind, DateTimeOffset since, CancellationToken cancellation)
    {
        foreach (var candidate in ImportTexts.PersonNames(name, kind, id))
        {
            await using var insert = new NpgsqlCommand("""
                insert into rostra.users (id, username, name_key, name_skeleton, email, password, created_at)
                values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing
                """, connection);
            insert.Parameters.AddWithValue(id);
            insert.Parameters.AddWithValue(candidate);
            insert.Parameters.AddWithValue(NameKey.Of(candidate));
            insert.Parameters.AddWithValue(Skeleton.Of(candidate));
            insert.Parameters.AddWithValue($"{id:N}@{EmailDomain}");
            insert.Parameters.AddWithValue(PasswordHash.Nobody);
            insert.Parameters.AddWithValue(since);
            if (await insert.ExecuteNonQueryAsync(cancellation) == 1)
            {
                return;
            }
        }
        throw new ImportException($"No name is left for “{name}”.");
    }
}
