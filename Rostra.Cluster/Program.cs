using System.CommandLine;
using Rostra.Commands;

var root = new RootCommand("A cluster of Rostra on this machine: silos, gateways, a balancer, Postgres and Redis, as processes that can be hurt and healed.")
{
    new UpCommand(),
    new StatusCommand(),
    MemberCommands.Kill,
    MemberCommands.Stop,
    MemberCommands.Start,
    MemberCommands.Freeze,
    MemberCommands.Thaw,
    new LogsCommand(),
    new DownCommand(),
    new KeepCommand(),
};
return await root.Parse(args).InvokeAsync();
