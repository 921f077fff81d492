using Npgsql;

namespace Rostra.Rooms.Log;

/// <summary>What a failure of a commit means.</summary>
internal static class CommitFaults
{
    /// <summary>
    /// The database, or the driver on the way to it, refuses what is in the rows: sending them again would fail again.
    /// SQLSTATE classes 22 (data exception) and 23 (integrity constraint violation).
    /// </summary>
    public static bool IsOfTheRows(Exception fault) => fault switch
    {
        PostgresException postgres => postgres.SqlState.StartsWith("22", StringComparison.Ordinal) || postgres.SqlState.StartsWith("23", StringComparison.Ordinal),
        System.Text.EncoderFallbackException => true,
        _ => fault.InnerException is System.Text.EncoderFallbackException,
    };

    public static string SqlState(Exception fault) => (fault as PostgresException)?.SqlState ?? "22021";

    public static bool IsNameTaken(Exception fault) => fault is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "rooms_name" };

    /// <summary>Doubling waits, with jitter so that rooms do not come back in step.</summary>
    public static TimeSpan Wait(RoomLogOptions options, int attempt)
    {
        var doubled = options.RetryWait * Math.Pow(2, Math.Min(attempt, 16));
        var bounded = doubled < options.RetryWaitMax ? doubled : options.RetryWaitMax;
        return bounded * (0.5 + (Random.Shared.NextDouble() / 2));
    }
}
