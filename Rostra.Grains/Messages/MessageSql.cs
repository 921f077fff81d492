using Npgsql;
using Rostra.Users;

namespace Rostra.Messages;

/// <summary>How messages are read.</summary>
internal static class MessageSql
{
    /// <summary>Columns of <see cref="Read"/>; the messages are to be called <c>m</c>.</summary>
    public const string Columns =
        "m.room_id, m.id, m.client_id, m.author_id, u.username, m.text, m.sent_at, m.edited_at, m.deleted_at, m.changed_seq, r.emojis, r.users";

    public const int ColumnCount = 12;

    /// <summary>Joins what <see cref="Columns"/> needs: the author, and everybody who reacted, by time.</summary>
    public const string Joins = """

        join rostra.users u on u.id = m.author_id
        left join lateral (
            select array_agg(x.emoji order by x.seq) as emojis, array_agg(x.user_id order by x.seq) as users
            from rostra.reactions x where x.room_id = m.room_id and x.message_id = m.id) r on true

        """;

    public static async Task<List<StoredMessage>> ReadAll(NpgsqlDataReader reader)
    {
        var messages = new List<StoredMessage>();
        while (await reader.ReadAsync())
        {
            messages.Add(Read(reader));
        }
        return messages;
    }

    public static StoredMessage Read(NpgsqlDataReader row) => new(
        row.GetGuid(0),
        row.GetInt64(1),
        row.GetGuid(2),
        new UserRef(row.GetGuid(3), row.GetString(4)),
        row.GetString(5),
        row.GetFieldValue<DateTimeOffset>(6),
        row.IsDBNull(7) ? null : row.GetFieldValue<DateTimeOffset>(7),
        row.IsDBNull(8) ? null : row.GetFieldValue<DateTimeOffset>(8),
        row.IsDBNull(10) ? [] : ReadReactions(row.GetFieldValue<short[]>(10), row.GetFieldValue<Guid[]>(11)),
        row.GetInt64(9));

    private static ImmutableArray<StoredReaction> ReadReactions(short[] emojis, Guid[] users) =>
    [
        .. emojis.Zip(users)
            .GroupBy(one => one.First, one => one.Second)
            .OrderBy(group => group.Key)
            .Select(group => new StoredReaction(group.Key, [.. group])),
    ];
}
