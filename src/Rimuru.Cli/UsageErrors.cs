using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using Rimuru.Core.Errors;

namespace Rimuru.Cli;

/// <summary>What is wrong with a command line, with the words that were probably meant.</summary>
internal static partial class UsageErrors
{
    private const string NoMoreOptions = "--";
    private static readonly char[] BeforeValue = ['=', ':'];

    public static IReadOnlyList<string> Of(ParseResult parsed, IReadOnlyList<string> words)
    {
        if (parsed.Action is HelpAction || parsed.RootCommandResult.Command.Options.OfType<VersionOption>().Any(IsGiven))
            return [];

        // An option that does not exist would become the value of a list, or of an argument, before it.
        HashSet<string> known = [.. Options(parsed.CommandResult).SelectMany(NamesOf)];
        string[] unknown =
        [
            .. words
                .TakeWhile(word => word != NoMoreOptions)
                .Where(word => word.StartsWith(NoMoreOptions, StringComparison.Ordinal))
                .Select(word => word.Split(BeforeValue)[0])
                .Where(word => !known.Contains(word)),
        ];
        if (parsed.UnmatchedTokens.Where(known.Contains).ToArray() is { Length: > 0 } early)
            return Array.ConvertAll(early, word => $"'{word}' goes after the verb: {PathOf(parsed.CommandResult)} {word}");
        if (NeedsVerb(parsed))
            return [$"'{PathOf(parsed.CommandResult)}' needs a verb: {string.Join(", ", VerbsOf(parsed.CommandResult))}."];
        if (OptionWithoutValue(parsed, known) is { } lacking)
            return [lacking];
        bool isVerbUnknown = parsed.CommandResult.Command.Action is null && parsed.UnmatchedTokens.Any(token => !token.StartsWith('-'));
        if (unknown.Length > 0 && !isVerbUnknown)
            return Array.ConvertAll(
                unknown,
                word => $"'{word}' is not an option of '{PathOf(parsed.CommandResult)}'.{Hint(parsed.CommandResult, word)}"
            );

        // What follows an unknown verb is of no use to whoever mistyped it.
        return
        [
            .. parsed
                .Errors.Where(error => parsed.UnmatchedTokens.Count == 0 || Unmatched(parsed, error) is not null)
                .Select(error => InOneLine(error.Message) + Hint(parsed.CommandResult, Unmatched(parsed, error)))
                .Take(isVerbUnknown ? 1 : int.MaxValue),
        ];

        bool IsGiven(VersionOption option) => parsed.GetResult(option) is { Implicit: false };
    }

    /// <summary>An option after which the next one was taken for its value: <c>cost --by --json</c>.</summary>
    private static string? OptionWithoutValue(ParseResult parsed, HashSet<string> known) =>
        (
            from option in parsed.CommandResult.Children.OfType<OptionResult>()
            from token in option.Tokens
            where known.Contains(token.Value)
            select $"'{option.Option.Name}' needs a value before '{token.Value}'."
        ).FirstOrDefault();

    private static bool NeedsVerb(ParseResult parsed) =>
        parsed.CommandResult.Command is { Action: null, Subcommands.Count: > 0 } && parsed.UnmatchedTokens.Count == 0;

    /// <summary>The library names the type of a value, and lists the allowed ones in lines of their own.</summary>
    private static string InOneLine(string message)
    {
        string[] lines = message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string first = TypeOfValue().Replace(lines[0], "");
        return lines.Length > 1 ? $"{first} {string.Join(", ", lines[1..])}" : first;
    }

    /// <summary>The command as typed, with its verbs: <c>rimuru store copy</c>.</summary>
    public static string PathOf(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{PathOf(parent)} {result.Command.Name}" : "rimuru";

    private static string Hint(CommandResult result, string? word)
    {
        if (word is null)
            return "";
        if (word.StartsWith('-'))
            return Spelling.Hint(word, Options(result).SelectMany(NamesOf));
        string verb = Spelling.Hint(word, VerbsOf(result));
        return verb.Length > 0 ? verb : Spelling.Hint(NoMoreOptions + word, Options(result).Select(option => option.Name));
    }

    private static IEnumerable<string> VerbsOf(CommandResult result) =>
        result.Command.Subcommands.Where(command => !command.Hidden).Select(command => command.Name);

    private static string? Unmatched(ParseResult parsed, ParseError error) =>
        parsed.UnmatchedTokens.FirstOrDefault(token => error.Message.Contains($"'{token}'", StringComparison.Ordinal));

    private static IEnumerable<Option> Options(CommandResult result) =>
        result.Parent is CommandResult parent
            ? result.Command.Options.Concat(Options(parent).Where(option => option.Recursive))
            : result.Command.Options;

    private static IEnumerable<string> NamesOf(Option option) => option.Aliases.Prepend(option.Name);

    [GeneratedRegex(" as expected type '[^']*'")]
    private static partial Regex TypeOfValue();
}
