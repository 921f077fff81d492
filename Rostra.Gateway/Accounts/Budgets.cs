using Microsoft.Extensions.Options;
using Rostra.Hosting;

namespace Rostra.Accounts;

/// <summary>How often one address may come to the door. Settings <c>Rostra:Limits:…</c>.</summary>
internal sealed class DoorLimits
{
    public int RegisterBurst { get; set; } = 30;
    public double RegistersPerMinute { get; set; } = 10;
    public int LoginBurst { get; set; } = 60;
    public double LoginsPerMinute { get; set; } = 30;
    public int RequestBurst { get; set; } = 3_000;
    public double RequestsPerSecond { get; set; } = 300;
}

/// <summary>The budgets of all addresses at this gateway.</summary>
internal sealed class Budgets(IOptions<DoorLimits> door, IOptions<GatewayLimits> limits, TimeProvider time)
{
    private readonly AddressBudget _registers = new(door.Value.RegisterBurst, door.Value.RegistersPerMinute, time);
    private readonly AddressBudget _logins = new(door.Value.LoginBurst, door.Value.LoginsPerMinute, time);
    private readonly AddressBudget _requests = new(door.Value.RequestBurst, door.Value.RequestsPerSecond * 60, time);

    /// <summary>Anything at all. Null: go on.</summary>
    public Refusal? Request(HttpContext context) => Take(_requests, context);

    /// <summary>Null: go on.</summary>
    public Refusal? Register(HttpContext context) => Take(_registers, context);

    /// <summary>Logins and refreshes together. Null: go on.</summary>
    public Refusal? LogIn(HttpContext context) => Take(_logins, context);

    /// <summary>The caller's address as it is counted; null: it is not.</summary>
    public string? Counted(HttpContext context) => ClientAddress.Counted(context, limits.Value);

    private Refusal? Take(AddressBudget budget, HttpContext context) =>
        Counted(context) is { } address && budget.Take(address) is { Ticks: > 0 } wait
            ? new Refusal(RefusalCode.RateLimited, "Too many requests from this address; wait a little.", RetryAfterMs: (long)Math.Ceiling(wait.TotalMilliseconds))
            : null;
}
