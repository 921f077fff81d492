using System.CommandLine;
using Rostra.Chat;

var root = new RootCommand("Rostra from the command line: what a person does with an account, on a Rostra that runs somewhere.")
{
    new ChatCommand(),
};
return await root.Parse(args).InvokeAsync();
