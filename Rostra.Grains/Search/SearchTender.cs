using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Rostra.Storage;

namespace Rostra.Search;

/// <summary>
/// Sorts into the search index what commits have only put on its list: so no commit has to, and no search goes through a long list. Several silos may do this; one does
/// at a time.
/// </summary>
internal sealed partial class SearchTender(ReaderDatabase database, TimeProvider time, ILogger<SearchTender> logger) : BackgroundService
{
    /// <summary>Any number that no other task locks in this database.</summary>
    private const string Tidy = "select case when pg_try_advisory_xact_lock(7238717253) then rostra.empty_search_list() end";

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Empty(stoppingToken);
            }
            catch (NpgsqlException fault)
            {
                LogFault(fault);
            }
        }
    }

    /// <summary>What it has sorted in stays so, also when it is stopped half-way.</summary>
    public async Task Empty(CancellationToken cancellation)
    {
        await using var command = database.Source.CreateCommand(Tidy);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    [LoggerMessage(EventId = 1501, Level = LogLevel.Warning, Message = "The search index's list could not be emptied; it goes on later, and searches are slower until then")]
    private partial void LogFault(Exception fault);
}
