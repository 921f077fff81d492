using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Rostra.Hosting;

/// <summary>What a connection may cost before anything of ours sees it.</summary>
internal sealed class KestrelLimits(IOptions<GatewayLimits> limits) : IConfigureOptions<KestrelServerOptions>
{
    private static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(15);
    private const int HeadersBytesMax = 16 * 1024;
    private const int HeadersMax = 64;
    private const int RequestLineBytesMax = 8 * 1024;

    public void Configure(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.Limits.MaxRequestBodySize = limits.Value.BodyBytesMax;
        options.Limits.MaxRequestHeadersTotalSize = HeadersBytesMax;
        options.Limits.MaxRequestHeaderCount = HeadersMax;
        options.Limits.MaxRequestLineSize = RequestLineBytesMax;
        options.Limits.RequestHeadersTimeout = HeadersTimeout;
    }
}
