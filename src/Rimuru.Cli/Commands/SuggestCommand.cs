using System.CommandLine;
using System.CommandLine.Completions;

namespace Rimuru.Cli.Commands;

/// <summary>The hidden entry that the shells' scripts call: what the last of the typed words may become, one a line.</summary>
internal static class SuggestCommand
{
    public const string Name = "suggest";

    public static Command Create()
    {
        Argument<string[]> words = new("words") { Arity = ArgumentArity.ZeroOrMore };
        Command command = new(Name, "For the scripts of 'rimuru completion'.") { words };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            foreach (string item in Suggest(parsed.GetValue(words) ?? []))
                Console.Out.WriteLine(item);
        });
        return command;
    }

    private static IEnumerable<string> Suggest(string[] typed)
    {
        // A shell that ends words at = makes one of it.
        string[] words = [.. typed.Where(word => word != "=").Select(word => word.Trim('\'', '"'))];
        if (words.Length == 0)
            words = [""];
        string word = words[^1],
            option = "";
        if (word.StartsWith("--", StringComparison.Ordinal) && word.IndexOf('=', StringComparison.Ordinal) is > 0 and var end)
        {
            option = word[..(end + 1)];
            words = [.. words[..^1], word[..end], word[(end + 1)..]];
            word = words[^1];
        }

        try
        {
            return
            [
                .. Candidates(words, word)
                    .Where(item => item.StartsWith(word, StringComparison.OrdinalIgnoreCase) && !item.Any(char.IsControl))
                    .Distinct(StringComparer.Ordinal)
                    .Order(StringComparer.OrdinalIgnoreCase)
                    .Select(item => option + item),
            ];
        }
#pragma warning disable CA1031 // a key press must never cause an error
        catch (Exception)
#pragma warning restore CA1031
        {
            return [];
        }
    }

    private static IEnumerable<string> Candidates(string[] words, string word)
    {
        RootCommand root = Verbs.Root(words);
        ParseResult before = root.Parse(words[..^1]);
        if (before.UnmatchedTokens.Count > 0)
            return [];
        Command command = before.CommandResult.Command;
        CompletionContext context = root.Parse(words).GetCompletionContext();
        if (ValueOf(command, words) is { } option)
            return option.GetCompletions(context).Select(item => item.Label);
        IEnumerable<string> options = command
            .Options.Concat(root.Options.Where(shared => shared.Recursive))
            .Where(known => !known.Hidden)
            .Select(known => known.Name);
        if (word.StartsWith('-'))
            return options;
        Argument? argument = command.Arguments.FirstOrDefault(known =>
            (before.GetResult(known)?.Tokens.Count ?? 0) < known.Arity.MaximumNumberOfValues
        );
        IEnumerable<string> names = command.Subcommands.Where(known => !known.Hidden).Select(known => known.Name);
        if (argument is null)
            return command.Subcommands.Count > 0 ? names : options;
        return names.Concat(argument.GetCompletions(context).Select(item => item.Label));
    }

    /// <summary>The option whose value the last word is; null if it is none.</summary>
    private static Option? ValueOf(Command command, string[] words)
    {
        int at = Array.FindLastIndex(words, words.Length - 1, word => word.Length > 1 && word[0] == '-');
        if (at < 0 || at == words.Length - 1)
            return null;
        Option? option = command.Options.FirstOrDefault(known => known.Name == words[at] || known.Aliases.Contains(words[at]));
        if (option is null || option.ValueType == typeof(bool))
            return null;
        bool isNext = at == words.Length - 2;
        return isNext || (option.AllowMultipleArgumentsPerToken && command.Arguments.Count == 0) ? option : null;
    }
}
