using Rostra.Realtime;

namespace Rostra.Hosting;

/// <summary>This gateway process, as grains know it.</summary>
internal interface IGatewayIdentity
{
    /// <summary>Names this process, for as long as it lives.</summary>
    Guid GatewayId { get; }

    /// <summary>The one observer of this process; the same reference every time.</summary>
    ValueTask<IGatewayObserver> Reference();
}
