using Microsoft.Extensions.DependencyInjection;

namespace Rostra.Rooms;

/// <summary>What <see cref="RetentionTimes"/> means to silos and gateways alike.</summary>
public static class RetentionHosting
{
    public static IServiceCollection AddRetentionTimes(this IServiceCollection services)
    {
        services.AddOptions<RetentionTimes>().BindConfiguration(RetentionTimes.Section)
            .Validate(times => times.KeepDays >= 0, $"{RetentionTimes.Section}:KeepDays must not be less than 0; 0 is for ever.")
            .Validate(times => times.BatchMax > 0 && times.Every > TimeSpan.Zero && times.Pause > TimeSpan.Zero, $"{RetentionTimes.Section}: BatchMax, Every and Pause must be more than 0.")
            .ValidateOnStart();
        return services;
    }
}
