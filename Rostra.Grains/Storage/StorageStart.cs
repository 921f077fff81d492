using Microsoft.Extensions.Hosting;

namespace Rostra.Storage;

/// <summary>Before anything else of the silo starts: the schema is brought up to date and the database's epoch is read.</summary>
internal sealed class StorageStart(Migrator migrator, ReaderDatabase database, Epoch epoch) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await migrator.Run(cancellationToken);
        await using var command = database.Source.CreateCommand("select value from rostra.meta where key = 'epoch'");
        epoch.Set(Guid.Parse((string)(await command.ExecuteScalarAsync(cancellationToken))!));
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
