using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Rostra.Accounts;
using Rostra.Realtime;
using Rostra.Rooms;
using Rostra.Rooms.Log;
using Rostra.Users;

namespace Rostra.Hosting;

/// <summary>What a silo holds and what waits in it, looked at when somebody asks.</summary>
internal sealed class SiloGauges(
    IMeterFactory meters, HeadWatch rooms, RoomLogWriter log, GatewaySenders senders, ReadMarkWriter marks, PasswordHasher passwords) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        CommitMetrics.Begin();
        RoomMetrics.Begin();
        TrimMetrics.Begin();
        SenderMetrics.Begin();
        UnreadMetrics.Begin();
        var meter = meters.Create(Instruments.Name);
        meter.CreateObservableUpDownCounter("rostra.rooms", () => rooms.Count, "{room}", "Rooms that are up on this silo.");
        meter.CreateObservableUpDownCounter(
            "rostra.commits.waiting", () => log.Waiting.Select(lane => new Measurement<int>(lane.Commits, new KeyValuePair<string, object?>("lane", lane.Name))),
            "{commit}", "Commits that wait for the next transaction.");
        meter.CreateObservableUpDownCounter("rostra.gateway.backlog", () => senders.Backlog, "{event}", "Events that wait for gateways.");
        meter.CreateObservableUpDownCounter("rostra.readmarks.waiting", () => marks.Waiting, "{mark}", "Read marks that wait for the next statement.");
        meter.CreateObservableUpDownCounter("rostra.passwords.hashing", () => passwords.Inside, "{password}", "Passwords that are hashed or wait for it.");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
