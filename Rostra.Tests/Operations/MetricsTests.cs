using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace Rostra.Operations;

/// <summary>What operators see on the management listener of a running Rostra.</summary>
[Collection(nameof(Measured))]
public sealed class MetricsTests(MeasuredHost host)
{
    [Fact]
    public async Task A_message_shows_in_every_number_that_it_touches()
    {
        var scrape = await host.Scrape();

        Assert.Empty(scrape.Strange);
        Assert.All(
            [
                "rostra_sends_total", "rostra_ack_duration_seconds_count", "rostra_send_batch_count", "rostra_delivery_duration_seconds_count", "rostra_socket_queue_duration_seconds_count",
                "rostra_commit_duration_seconds_count", "rostra_commit_rooms_count", "rostra_commit_rows_count", "rostra_room_batch_count", "rostra_gateway_batch_count", "rostra_rooms_activated_total",
                "rostra_connections", "rostra_people", "rostra_feeds", "rostra_rooms", "rostra_sockets_opened_total",
            ],
            name => Assert.True(scrape.Sum(name) > 0, name));
        Assert.True(scrape.Sum("rostra_acks_total", "outcome=\"kept\"") > 0);
        Assert.True(scrape.Sum("rostra_commits_total", "outcome=\"kept\"") > 0);
        Assert.Equal(scrape.Sum("rostra_ack_duration_seconds_count"), scrape.Sum("rostra_ack_duration_seconds_bucket", "le=\"+Inf\""));
    }

    [Fact]
    public async Task What_has_not_happened_yet_is_shown_as_nothing_and_not_left_out()
    {
        var names = (await host.Scrape()).Names;

        Assert.All(
            [
                "rostra_gap_fills_total", "rostra_resyncs_total", "rostra_sockets_closed_total", "rostra_unread_recounts_total", "rostra_commits_unknown_total", "rostra_rooms_overtaken_total",
                "rostra_gateway_unreached_total", "rostra_commits_waiting", "rostra_gateway_backlog", "rostra_readmarks_waiting", "rostra_passwords_hashing", "rostra_sends_waiting",
                "rostra_connections_backlog_bytes", "rostra_connections_opening",
            ],
            name => Assert.Contains(name, names));
    }

    [Fact]
    public async Task The_libraries_beneath_show_theirs()
    {
        var names = (await host.Scrape()).Names;

        Assert.Contains("db_client_connection_max", names);
        Assert.Contains("http_server_request_duration_seconds_count", names);
        Assert.Contains("kestrel_active_connections", names);
        Assert.Contains("signalr_server_active_connections", names);
        Assert.Contains("orleans_catalog_activations", names);
        Assert.Contains("dotnet_gc_collections_total", names);
    }

    [Fact]
    public async Task Readiness_is_told_with_its_checks()
    {
        using var http = new HttpClient { BaseAddress = host.Management };

        var answer = await http.GetAsync("/health/ready", TestContext.Current.CancellationToken);
        var health = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("ready", health.GetProperty("status").GetString());
        Assert.Equal(["accepting", "cluster", "database"], health.GetProperty("checks").EnumerateArray().Select(check => check.GetProperty("name").GetString()!).Order());
    }
}
