using System.Text.RegularExpressions;
using Rimuru.Core.Parameters;
using Rimuru.Core.Tests;

namespace Rimuru.Cli.Tests;

/// <summary>What cmdlets and command share is declared once: the command says of an option what Get-Help says of the parameter.</summary>
public sealed class SharedOptionTests
{
    private static readonly SharedParameter[] Shared = [.. SharedParameters.All.Where(shared => shared.Option is not null)];

    [Fact]
    public void An_option_that_cmdlets_have_too_has_their_help()
    {
        using TestHome home = new();
        List<(string Verb, string Option, string ValueName, string Help)> offered = [.. Offered(new Cli(home.Folder), [])];
        foreach ((string verb, string option, string valueName, string help) in offered)
        {
            if (Shared.FirstOrDefault(shared => shared.Option == option && IsOf(shared, verb)) is not { } shared)
                continue;
            help.ShouldBe(shared.OptionHelp, $"{verb} {option}");
            if (shared.ValueName is not null)
                valueName.ShouldBe(shared.ValueName, $"{verb} {option}");
        }

        Shared.Select(shared => shared.Option!).ShouldBeSubsetOf(offered.Select(item => item.Option).Distinct());
        offered.Select(item => item.Verb).Distinct().Count().ShouldBeGreaterThan(15);
    }

    [Fact]
    public void No_two_shared_parameters_have_one_option() =>
        Shared.Select(shared => (shared.Noun, shared.Verb, shared.Option)).ShouldBeUnique();

    /// <summary>True for what any verb has, and for what the cmdlets of one noun or verb have, whose name the verb begins with.</summary>
    private static bool IsOf(SharedParameter shared, string verb)
    {
        string first = verb.Split(' ')[0];
        return (shared.Noun is null || first.TrimEnd('s').Equals(shared.Noun["Rimuru".Length..], StringComparison.OrdinalIgnoreCase))
            && (shared.Verb is null || first.Equals(shared.Verb, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The options of a verb and of those below it, as its own help shows them.</summary>
    private static IEnumerable<(string Verb, string Option, string ValueName, string Help)> Offered(Cli cli, string[] verb)
    {
        string help = cli.Run([.. verb, "--help"]).Output.ReplaceLineEndings("\n");
        foreach (Match option in Regex.Matches(help, @"(?m)^ +(?:-\w, )*(--[\w-]+)(?: <([^>]+)>)?(?: \(REQUIRED\))?(?: {2,}(.*))?$"))
            yield return (string.Join(' ', verb), option.Groups[1].Value, option.Groups[2].Value, option.Groups[3].Value.TrimEnd());
        foreach (Match below in Regex.Matches(Regex.Match(help, @"(?s)\nCommands:\n(.*)").Groups[1].Value, @"(?m)^ {2}(\w+)"))
        {
            foreach (var item in Offered(cli, [.. verb, below.Groups[1].Value]))
                yield return item;
        }
    }
}
