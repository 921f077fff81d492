using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Rostra.Hosting;
using Xunit;

namespace Rostra.Gateway;

public sealed class HttpOriginTests
{
    private readonly Origins _origins = new(Options.Create(new PublicAddress
    {
        PublicUrl = new Uri("https://chat.example.org/rostra/"),
        AllowedOrigins = ["https://other.example.org/"],
    }));

    [Theory]
    [InlineData("http://10.0.0.1:5080", true)]
    [InlineData("https://chat.example.org", true)]
    [InlineData("https://other.example.org", true)]
    [InlineData("https://10.0.0.1:5080", false)]
    [InlineData("http://10.0.0.1", false)]
    [InlineData("https://chat.example.org.evil.example", false)]
    [InlineData("https://evilchat.example.org", false)]
    [InlineData("http://chat.example.org", false)]
    [InlineData("null", false)]
    [InlineData("", false)]
    public void Only_pages_of_ours_are_allowed(string origin, bool isAllowed)
    {
        var request = Request();
        request.Headers.Origin = origin;

        Assert.Equal(isAllowed, _origins.Allows(request));
        Assert.Equal(isAllowed, _origins.Judge(request) is null);
    }

    [Fact]
    public void Without_an_origin_it_is_no_page()
    {
        Assert.Null(_origins.Judge(Request()));
        Assert.False(_origins.Allows(Request()));
    }

    [Fact]
    public void Two_origins_are_none()
    {
        var request = Request();
        request.Headers.Origin = new(["https://chat.example.org", "https://chat.example.org"]);

        Assert.NotNull(_origins.Judge(request));
    }

    private static HttpRequest Request()
    {
        var request = new DefaultHttpContext().Request;
        (request.Scheme, request.Host) = ("http", new HostString("10.0.0.1", 5080));
        return request;
    }
}
