using Rostra;
using Rostra.Configuration;
using Rostra.Doctor;
using Rostra.Hosting;
using Rostra.Verbs;

if (await VerbList.Run(args) is { } done)
{
    return done;
}

if (args is ["doctor", .. var asked])
{
    return await DoctorCommand.Run(asked, Console.Out, CancellationToken.None);
}

if (Usage.IsAsked(args))
{
    Console.WriteLine(Usage.Text);
    return 0;
}

if (args is ["settings"])
{
    Console.Write(SettingsPage.Write());
    return 0;
}

if (args is ["--version"])
{
    Console.WriteLine(Usage.Version);
    return 0;
}

using var stop = new StopSignal();
try
{
    var settings = args.Where(arg => arg != Usage.MigrateOnly).ToArray();
    Usage.RefuseUnknown(settings);
    await using var host = new StandaloneHost();
    if (settings.Length < args.Length)
    {
        Console.WriteLine(await host.Migrate(settings, stop.Token));
        return 0;
    }

    await host.Start(args, stop.Token);
    Console.WriteLine(host.ReadyLine);
    await host.Stopped(stop.Token);
    return stop.Token.IsCancellationRequested ? 0 : 1; // A host that ended by itself has failed.
}
catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
{
    return 0;
}
catch (StartRefusedException refused)
{
    Console.Error.WriteLine(refused.Message);
    return 1;
}
