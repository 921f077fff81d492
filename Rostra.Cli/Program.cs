using System.CommandLine;
using Rostra.Chat;
using Rostra.Doctor;
using Rostra.Export;

var root = new RootCommand("Rostra from the command line: what a person does with an account, on a Rostra that runs somewhere.")
{
    new ChatCommand(),
    new ExportCommand(),
    new KnockCommand(),
};
return await root.Parse(args).InvokeAsync();
