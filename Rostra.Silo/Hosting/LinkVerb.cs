using System.Data.Common;
using Rostra.Accounts;
using Rostra.Hosting.Safety;

namespace Rostra.Hosting;

/// <summary><c>link …</c> on the command line: makes a one-time link in the silos' database and prints it.</summary>
internal static class LinkVerb
{
    /// <param name="verb">What follows <c>link</c>.</param>
    /// <returns>0, and the link on standard output; else 1, and the reason on standard error.</returns>
    public static async Task<int> Run(string[] verb)
    {
        var settings = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        try
        {
            var postgres = settings.GetConnectionString("Postgres") ?? throw new InvalidOperationException($"{StoreRules.Postgres} is not set: give it as silos have it.");
            Console.WriteLine(await OperatorLinks.Make(postgres, settings["Rostra:PublicUrl"] ?? "", verb));
            return 0;
        }
        catch (Exception fault) when (fault is InvalidOperationException or DbException or TimeoutException)
        {
            Console.Error.WriteLine(fault.Message);
            return 1;
        }
    }
}
