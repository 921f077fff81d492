using Microsoft.Extensions.Options;

namespace Rostra.Hosting;

/// <summary>Settings that cannot be are named before anything starts with them; the host itself would log a stack trace.</summary>
internal static class SettingFaults
{
    public static void Refuse(IServiceProvider services)
    {
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
        }
        catch (OptionsValidationException fault)
        {
            throw Refused([fault]);
        }
        catch (AggregateException faults) when (faults.InnerExceptions.All(fault => fault is OptionsValidationException))
        {
            throw Refused(faults.InnerExceptions.Cast<OptionsValidationException>());
        }
    }

    private static StartRefusedException Refused(IEnumerable<OptionsValidationException> faults) =>
        new(string.Join(' ', faults.SelectMany(fault => fault.Failures).Distinct()));
}
