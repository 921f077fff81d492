using System.Diagnostics.Metrics;
using Rostra.Hosting;
using Rostra.Messages;

namespace Rostra.Realtime;

/// <summary>What a gateway holds and what waits in it, looked at when somebody asks.</summary>
internal sealed class GatewayGauges(
    IMeterFactory meters, ChatSockets sockets, SocketGate gate, People people, Feeds feeds, OrderedSender sender) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        SendMetrics.Begin();
        FeedMetrics.Begin();
        SocketMetrics.Begin();
        var meter = meters.Create(Instruments.Name);
        meter.CreateObservableUpDownCounter("rostra.connections", () => sockets.Count, "{socket}", "Open sockets.");
        meter.CreateObservableUpDownCounter("rostra.connections.backlog", () => sockets.BacklogBytes, "By", "What all sockets have still to be sent.");
        meter.CreateObservableUpDownCounter("rostra.connections.opening", () => gate.Waiting, "{socket}", "Sockets that wait at the door.");
        meter.CreateObservableUpDownCounter("rostra.people", () => people.Count, "{person}", "People with an open socket here.");
        meter.CreateObservableUpDownCounter("rostra.feeds", () => feeds.Count, "{room}", "Rooms that somebody here hears.");
        meter.CreateObservableUpDownCounter("rostra.sends.waiting", () => sender.Waiting, "{message}", "Messages on their way to their rooms.");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
