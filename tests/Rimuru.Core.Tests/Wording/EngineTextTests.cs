using Rimuru.Core.Errors;
using Rimuru.Core.Parameters;
using Rimuru.Core.Tests.Architecture;
using Rimuru.Core.Wording;

namespace Rimuru.Core.Tests.Wording;

/// <summary>A text of the engine names an action or an option only by a term, so that each face has its own words.</summary>
public sealed class EngineTextTests
{
    /// <summary>Types whose texts only one face shows, or which declare the words.</summary>
    private static readonly string[] OfOneFace =
    [
        "Rimuru.Core.Wording.Terms",
        "Rimuru.Core.Parameters.SharedParameters",
        "Rimuru.Core.Parameters.BudgetParameters",
        "Rimuru.Core.Parameters.HookParameters",
        "Rimuru.Core.Parameters.ForecastParameters",
        "Rimuru.Core.Parameters.MetricParameters",
        "Rimuru.Core.Parameters.ChartParameters",
        "Rimuru.Core.Parameters.ExportParameters",
        "Rimuru.Core.Parameters.ToolParameters",
        "Rimuru.Core.Parameters.RateParameters",
        "Rimuru.Core.Parameters.SkillParameters",
        "Rimuru.Core.Hooks.Handlers.ScriptHandler", // options of PowerShell
        "Rimuru.Core.Sandbox.PluginShell",
        "Rimuru.Core.Sandbox.PluginStart",
        "Rimuru.Core.Parameters.IntegrationParameters",
        "Rimuru.Core.Integrations.", // the command line that agents run
        "Rimuru.Core.Schedules.", // the command has no schedules,
        "Rimuru.Core.Reports.ComparisonQuery", // and no comparisons
        "Rimuru.Core.Views.SessionViews", // expressions of PowerShell's format file
        "Rimuru.Core.Hooks.Handlers.DesktopHandler", // options of the systems' own programs
    ];

    /// <summary>Options of programs that Rimuru starts, or tells the user to start.</summary>
    private static readonly string[] OfOtherPrograms =
    [
        "Rimuru.Core.Store.Postgres.Postgres",
        "Rimuru.Core.Processes.",
        "Rimuru.Core.Skills.GitSource",
        "Rimuru.Core.Skills.SkillKitBridge",
        "Rimuru.Core.Sandbox.BubblewrapCommand",
        "Rimuru.Core.Sandbox.BoxPaths",
        "Rimuru.Core.Sandbox.Walls",
        "Rimuru.Core.Imports.AiderAnalytics",
    ];

    private static readonly IReadOnlyList<(string Type, string Text)> Texts = Literals.Of(typeof(RimuruEngine).Assembly.Location);

    [Fact]
    public void No_text_names_what_only_PowerShell_has() => Offending(FaceWords.OfPowerShell).ShouldBeEmpty();

    [Fact]
    public void No_text_names_what_only_the_command_has() =>
        Offending(text => FaceWords.OfCommand(text).Where(word => word != "--version"))
            .Where(text => !OfOtherPrograms.Any(type => text.StartsWith(type, StringComparison.Ordinal)))
            .ShouldBeEmpty();

    [Fact]
    public void Only_one_place_asks_what_was_meant() =>
        Texts.Where(text => text.Text.Contains("Did you mean")).Select(text => text.Type).Distinct().ShouldBe([typeof(Spelling).FullName]);

    /// <summary>The proof that the tests above see: these texts are there.</summary>
    [Theory]
    [InlineData("Rimuru.Core.Wording.Terms", "Optimize-RimuruStore")]
    [InlineData("Rimuru.Core.Schedules.CronBlock", "-At")]
    [InlineData("Rimuru.Core.Store.Administration.BackupFile", " exists. Give ")]
    public void A_text_that_is_there_is_found(string type, string part) =>
        Texts.ShouldContain(text => text.Type == type && text.Text.Contains(part));

    [Theory]
    [InlineData("run Optimize-RimuruStore or give -Force", "Optimize-RimuruStore,Force", "")]
    [InlineData("'rimuru store optimize' or (--what-if)", "", "store optimize,--what-if")]
    [InlineData("a well-Known --- re-read of -5 and x--y", "", "")]
    public void The_words_of_a_face_are_seen(string text, string powerShell, string command) =>
        (string.Join(',', FaceWords.OfPowerShell(text)), string.Join(',', FaceWords.OfCommand(text))).ShouldBe((powerShell, command));

    [Fact]
    public void Each_face_reads_its_own_form_of_an_error()
    {
        foreach (KnownError error in ErrorTable.All)
        {
            FaceWords.OfCommand(error.Advice.For(Face.PowerShell)).ShouldBeEmpty(error.Code);
            FaceWords.OfPowerShell(error.Advice.For(Face.Command)).ShouldBeEmpty(error.Code);
        }

        ErrorTable.All.ShouldContain(error => FaceWords.OfPowerShell(error.Advice.For(Face.PowerShell)).Any());
        ErrorTable.All.ShouldContain(error => FaceWords.OfCommand(error.Advice.For(Face.Command)).Any());
    }

    [Fact]
    public void What_both_faces_say_of_a_parameter_names_neither()
    {
        foreach (SharedParameter shared in SharedParameters.All)
        {
            FaceWords.OfCommand(shared.OptionHelp).ShouldBeEmpty(shared.Name);
            if (shared.Option is not null)
                FaceWords.OfPowerShell(shared.OptionHelp).ShouldBeEmpty(shared.Name);
        }
    }

    [Fact]
    public void A_term_has_a_form_for_each_face()
    {
        (Terms.Force.For(Face.PowerShell), Terms.Force.For(Face.Command), Terms.Force.For(Face.Documentation)).ShouldBe(
            ("-Force", "--force", "`-Force` (`--force`)")
        );
        Text text = $"Run {Terms.AgentPlaces} first.";
        text.For(Face.PowerShell).ShouldBe("Run Get-RimuruAgent | Format-List first.");
        text.For(Face.Command).ShouldBe("Run 'rimuru agents --json' first.");
        text.For(Face.Documentation).ShouldBe("Run `Get-RimuruAgent | Format-List` (`rimuru agents --json`) first.");
    }

    private static string[] Offending(Func<string, IEnumerable<string>> words) =>
        [
            .. from text in Texts
            where !OfOneFace.Any(type => text.Type.StartsWith(type, StringComparison.Ordinal))
            from word in words(text.Text)
            select $"{text.Type}: {word} in: {text.Text}",
        ];
}
