using System.Text.RegularExpressions;
using Rimuru.Core.Errors;
using Rimuru.Core.Tests;
using Rimuru.Core.Tests.Architecture;
using Rimuru.Core.Tests.Wording;
using Rimuru.Core.Wording;

namespace Rimuru.Cli.Tests;

/// <summary>What the command says names what it has itself, and nothing that only PowerShell has.</summary>
public sealed class WordsTests
{
    /// <summary>The command's own texts, and those of the engine that name an action or an option.</summary>
    private static readonly string[] Texts =
    [
        .. Literals
            .Of(Cli.Assembly)
            .Where(text => text.Type != "Rimuru.Cli.Output.CompletionScript") // scripts, one of them for PowerShell
            .Select(text => text.Text),
        .. ErrorTable.All.Select(error => error.Advice.For(Face.Command)),
        .. SampleTerms.All.Select(term => term.For(Face.Command)),
    ];

    [Fact]
    public void No_text_names_a_cmdlet_or_its_parameter() =>
        Texts.SelectMany(text => FaceWords.OfPowerShell(text).Select(word => $"{word} in: {text}")).ShouldBeEmpty();

    [Fact]
    public void The_engine_asks_what_was_meant() => Texts.ShouldNotContain(text => text.Contains("Did you mean"));

    [Fact]
    public void Each_verb_and_option_that_a_text_names_is_one()
    {
        using TestHome home = new();
        HashSet<string> verbs = [],
            options = [];
        Collect(new Cli(home.Folder), [], verbs, options);
        string[] named = [.. Texts.SelectMany(FaceWords.Verbs).Distinct()];
        named.Length.ShouldBeGreaterThan(8);
        named.Where(name => !verbs.Contains(name) && !verbs.Contains(name.Split(' ')[0])).ShouldBeEmpty();
        foreach (string name in named.Where(name => name.Contains(' ') && HasMore(verbs, name.Split(' ')[0])))
            verbs.ShouldContain(name);
        Texts.SelectMany(FaceWords.Options).Distinct().Except(options).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Rimuru.Core.Schedules.")]
    [InlineData("Rimuru.Core.Reports.ComparisonQuery")]
    public void What_may_speak_of_PowerShell_is_not_used_by_the_command(string type)
    {
        using References cli = new(Cli.Assembly);
        cli.Uses.Values.SelectMany(used => used).ShouldNotContain(used => used.StartsWith(type, StringComparison.Ordinal));
    }

    private static bool HasMore(HashSet<string> verbs, string verb) =>
        verbs.Any(known => known.StartsWith(verb + " ", StringComparison.Ordinal));

    private static void Collect(Cli cli, string[] verb, HashSet<string> verbs, HashSet<string> options)
    {
        string help = cli.Run([.. verb, "--help"]).Output.ReplaceLineEndings("\n");
        options.UnionWith(Regex.Matches(help, @"(?m)^ {2}-\S*(?: \S+)*").SelectMany(names => FaceWords.Options(names.Value)));
        foreach (Match below in Regex.Matches(Regex.Match(help, @"(?s)\nCommands:\n(.*)").Groups[1].Value, @"(?m)^ {2}(\w+)"))
        {
            string[] more = [.. verb, below.Groups[1].Value];
            verbs.Add(string.Join(' ', more));
            Collect(cli, more, verbs, options);
        }
    }
}
