using Rimuru.Core.Config;

namespace Rimuru.Core.Skills;

/// <summary>An agent that reads skills, and its folders. Paths of projects are relative to the project.</summary>
/// <param name="Name">Rimuru's name of it.</param>
/// <param name="Id">SkillKit's name of it.</param>
/// <param name="Home">The folder of its own settings: where it is, the agent is used here.</param>
/// <param name="ProjectFolders">What it reads in a project; skills are installed into the first.</param>
/// <param name="UserFolders">What it reads for every project; skills are installed into the first.</param>
internal sealed record SkillAgent(
    string Name,
    string Id,
    string Home,
    IReadOnlyList<string> ProjectFolders,
    IReadOnlyList<string> UserFolders
)
{
    private const string Shared = ".agents/skills";
    private const string Claude = ".claude/skills";

    /// <summary>The names of all.</summary>
    public static IReadOnlyList<string> Names { get; } = ["ClaudeCode", "Codex", "Copilot", "Cursor", "Goose", "OpenCode"];

    /// <summary>Those that read skills, by what their makers' documentation says.</summary>
    public static IReadOnlyList<SkillAgent> Of(HostEnvironment environment)
    {
        string config = environment.ConfigHome,
            claude = environment.AgentVariable("CLAUDE_CONFIG_DIR") is { } named
                ? environment.Expand(named.Split(',')[0].Trim())
                : environment.InHome(".claude"),
            codex = environment.AgentVariable("CODEX_HOME") ?? environment.InHome(".codex"),
            copilot = environment.AgentVariable("COPILOT_HOME") ?? environment.InHome(".copilot"),
            cursor = environment.InHome(".cursor"),
            shared = environment.InHome(".agents", "skills"),
            claudeSkills = Path.Combine(claude, "skills"),
            codexSkills = Path.Combine(codex, "skills"),
            goose = Path.Combine(config, "goose"),
            openCode = Path.Combine(config, "opencode");
        return
        [
            new("ClaudeCode", "claude-code", claude, [Claude], [claudeSkills]),
            new("Codex", "codex", codex, [Shared], [shared, codexSkills]),
            new("Copilot", "github-copilot", copilot, [".github/skills", Claude, Shared], [Path.Combine(copilot, "skills"), shared]),
            new(
                "Cursor",
                "cursor",
                cursor,
                [".cursor/skills", Shared, Claude, ".codex/skills"],
                [Path.Combine(cursor, "skills"), shared, claudeSkills, codexSkills]
            ),
            new(
                "Goose",
                "goose",
                goose,
                [".goose/skills", Claude, Shared],
                [Path.Combine(goose, "skills"), Path.Combine(config, "agents", "skills"), claudeSkills]
            ),
            new(
                "OpenCode",
                "opencode",
                openCode,
                [".opencode/skills", Claude, Shared],
                [Path.Combine(openCode, "skills"), claudeSkills, shared]
            ),
        ];
    }
}
