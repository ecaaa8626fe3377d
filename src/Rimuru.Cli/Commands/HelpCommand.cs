using System.CommandLine;
using Rimuru.Core.Errors;

namespace Rimuru.Cli.Commands;

/// <summary><c>rimuru help</c>: the help of a verb, as its <c>--help</c> shows it.</summary>
internal static class HelpCommand
{
    public static Command Create()
    {
        Argument<string[]> verb = new("verb") { Description = "A verb, such as cost or store copy.", Arity = ArgumentArity.ZeroOrMore };
        verb.Offering(context => VerbsBelow(context.ParseResult.GetValue(verb) ?? []));
        Command command = new("help", "Show what there is, or the help of a verb.") { verb };
        command.SetAction(parsed => Show(parsed.GetValue(verb) ?? []));
        return command;
    }

    private static int Show(string[] names)
    {
        RootCommand root = Verbs.Root(names);
        Command command = root;
        foreach (string name in names)
        {
            command =
                command.Subcommands.FirstOrDefault(below => below.Name == name)
                ?? throw new RimuruException(
                    ErrorCodes.InvalidArgument,
                    $"'{name}' is not a verb of rimuru.{Spelling.Hint(name, Names(command))}",
                    "<verb>"
                );
        }

        return root.Parse([.. names, "--help"]).Invoke();
    }

    private static IEnumerable<string> VerbsBelow(string[] names)
    {
        Command command = Verbs.Root(names);
        foreach (string name in names)
            command = command.Subcommands.FirstOrDefault(below => below.Name == name) ?? command;
        return Names(command);
    }

    private static IEnumerable<string> Names(Command command) =>
        command.Subcommands.Where(below => !below.Hidden).Select(below => below.Name);
}
