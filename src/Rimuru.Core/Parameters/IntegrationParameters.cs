using Rimuru.Core.Wording;

namespace Rimuru.Core.Parameters;

/// <summary>The parameters of Rimuru's features inside agents.</summary>
internal static class IntegrationParameters
{
    private const string Noun = "RimuruIntegration";

    public static SharedParameter Feature { get; } =
        new("Feature", $"{nameof(IntegrationFeature)}[]", "The features: Guard, StatusLine or Mcp.")
        {
            Details = "Codex, Gemini CLI and OpenCode have no status line that a command can write.",
            Noun = Noun,
            Position = 1,
            Default = "all that the agent has; for an installation the guard",
            Option = "--feature",
            ValueName = "FEATURE,...",
        };

    public static SharedParameter FailClosed { get; } =
        new("FailClosed", SharedParameter.Switch, "Stop the agent also where the budgets cannot be checked.")
        {
            Details = "Otherwise the agent goes on then. Only Claude Code also stops if the command itself is missing.",
            Noun = Noun,
            Option = "--fail-closed",
        };

    public static SharedParameter Program { get; } =
        new(Terms.Program.Parameter, SharedParameter.Text, "The program that the agent runs: rimuru.")
        {
            Noun = Noun,
            Default = "the one on the PATH",
            Option = Terms.Program.Option,
            ValueName = "FILE",
        };

    public static IReadOnlyList<SharedParameter> All { get; } = [Feature, FailClosed, Program];
}
