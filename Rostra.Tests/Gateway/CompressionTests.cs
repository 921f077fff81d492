using System.Net;
using System.Net.WebSockets;
using Xunit;

namespace Rostra.Gateway;

/// <summary>What people say travels beside what others choose: compressed together, its length would tell of it.</summary>
public sealed class CompressionTests(SharedHost host) : IClassFixture<SharedHost>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_socket_that_offers_to_compress_is_not_taken_at_its_word()
    {
        var ada = await host.Guest();
        using var socket = new ClientWebSocket();
        socket.Options.DangerousDeflateOptions = new();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("Authorization", $"Bearer {ada.Token}");

        await socket.ConnectAsync(new Uri($"{host.Url.Replace("http", "ws", StringComparison.Ordinal)}/hub"), Cancellation);

        Assert.Equal(HttpStatusCode.SwitchingProtocols, socket.HttpStatusCode);
        Assert.DoesNotContain("Sec-WebSocket-Extensions", socket.HttpResponseHeaders!.Keys, StringComparer.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("/api/rooms")]
    [InlineData("/api/auth/me")]
    [InlineData("/api/limits")]
    public async Task Answers_of_the_api_are_not_compressed(string path)
    {
        var ada = await host.Guest();
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { AcceptEncoding = { new("gzip"), new("br") } } };

        using var answer = await ada.Http.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(answer.Content.Headers.ContentEncoding);
    }
}
