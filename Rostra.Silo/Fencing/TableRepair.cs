namespace Rostra.Fencing;

/// <summary>
/// Writes a membership table that was emptied, or went back, as its members know it. All of them may do it at once: each step is conditional on the version, and
/// is chosen anew from what is there. Rows first, versions last, so that nobody finds itself missing in a version that counts.
/// </summary>
internal static class TableRepair
{
    /// <summary>True: the table is whole.</summary>
    /// <param name="known">As it was when it was last whole.</param>
    /// <param name="floor">The repaired table has a higher version than this.</param>
    public static async Task<bool> Run(
        IMembershipTable table, IReadOnlyCollection<MembershipEntry> known, SiloAddress me, long floor, int stepsMax, CancellationToken cancellation)
    {
        for (var steps = 0; steps < stepsMax; steps++)
        {
            if (await Tables.Read(table, cancellation) is not { } there)
            {
                await table.InitializeMembershipTableAsync(tryInitTableVersion: true, cancellation);
                continue;
            }

            if (Next(there, known, me, floor) is not { } row)
            {
                return true;
            }

            // One that fails was overtaken by another silo's step; the next look shows it.
            _ = there.TryGet(row.SiloAddress) is { Item2: var etag }
                ? await table.UpdateRowAsync(row, etag, there.Version.Next(), cancellation)
                : await table.InsertRowAsync(row, there.Version.Next(), cancellation);
        }

        return false;
    }

    /// <summary>The row to be written next; null: the table is whole. A row only goes on: from joining to active, from active to dead.</summary>
    public static MembershipEntry? Next(MembershipTableData there, IReadOnlyCollection<MembershipEntry> known, SiloAddress me, long floor) =>
        known.FirstOrDefault(row => there.TryGet(row.SiloAddress) is { Item1: var written }
            ? written.Status < row.Status
            : row.Status is not SiloStatus.Dead)
        ?? (there.Version.Version <= floor ? there.TryGet(me)?.Item1 : null);
}
