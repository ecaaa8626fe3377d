using System.Text.RegularExpressions;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Integrations;

/// <summary>The tables of one feature in Codex' <c>config.toml</c>: how they are written, and how they are known again.</summary>
internal abstract partial class TomlTables
{
    public static readonly TomlTables Guard = new GuardTables(),
        Mcp = new McpTables();

    /// <summary>Those of every feature.</summary>
    public static IReadOnlyList<TomlTables> All { get; } = [Guard, Mcp];

    /// <summary>The events before which Codex asks the guard.</summary>
    public static IReadOnlyList<string> Events { get; } = ["UserPromptSubmit", "PreToolUse"];

    public abstract IntegrationFeature Feature { get; }

    /// <summary>What looks like one of our tables, with the group <c>command</c>.</summary>
    protected abstract Regex Form { get; }

    /// <summary>True if a text has hooks: what Codex keeps of trusted ones is none.</summary>
    public static bool HasHooks(string text) => HookTable().IsMatch(text);

    /// <summary>Our tables in a text, in its order.</summary>
    public IEnumerable<Match> In(string text) => Form.Matches(text).Where(table => OwnCommand.IsOf(CommandOf(table), Feature));

    /// <summary>The command line of a table.</summary>
    public virtual string CommandOf(Match table) => JsonFields.TextOf(table.Groups["command"].Value) ?? "";

    /// <summary>The tables, each with an empty line before it.</summary>
    public abstract IEnumerable<string> Write(AgentCommand command);

    /// <summary>What of the user's is in the place of ours; null for nothing.</summary>
    public virtual string? ForeignIn(string text) => null;

    [GeneratedRegex(@"^\s*\[?\[\s*hooks\s*(\]|\.\s*(?!state\b))", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex HookTable();

    /// <summary>The guard, where the user's own hooks are there: behind all else, so that no index changes.</summary>
    private sealed partial class GuardTables : TomlTables
    {
        public override IntegrationFeature Feature => IntegrationFeature.Guard;

        protected override Regex Form => Hook();

        public override IEnumerable<string> Write(AgentCommand command) =>
            Events.Select(name =>
                $"\n[[hooks.{name}]]\n\n[[hooks.{name}.hooks]]\ntype = \"command\"\n"
                + $"command = {HookEntries.Json(command.Line)}\ntimeout = 10\n"
            );

        [GeneratedRegex(
            @"\r?\n\[\[hooks\.(?<event>\w+)\]\]\r?\n\r?\n\[\[hooks\.\k<event>\.hooks\]\]\r?\ntype = ""command""\r?\n"
                + @"command = (?<command>""(?:[^""\\\r\n]|\\.)*"")\r?\ntimeout = \d+\r?\n",
            RegexOptions.CultureInvariant
        )]
        private static partial Regex Hook();
    }

    /// <summary>Rimuru among the servers of the Model Context Protocol.</summary>
    private sealed partial class McpTables : TomlTables
    {
        public override IntegrationFeature Feature => IntegrationFeature.Mcp;

        protected override Regex Form => Server();

        public override string CommandOf(Match table) => $"{OwnCommand.Quoted(base.CommandOf(table))} {OwnCommand.Mcp}";

        public override IEnumerable<string> Write(AgentCommand command) =>
            [$"\n[mcp_servers.{McpFile.Server}]\ncommand = {HookEntries.Json(command.Program)}\nargs = [\"{OwnCommand.Mcp}\"]\n"];

        public override string? ForeignIn(string text) => AnyServer().IsMatch(text) ? McpFile.ForeignServer : null;

        [GeneratedRegex(@"^\s*\[\s*mcp_servers\s*\.\s*""?rimuru""?\s*\]", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
        private static partial Regex AnyServer();

        [GeneratedRegex(
            @"\r?\n\[mcp_servers\.rimuru\]\r?\ncommand = (?<command>""(?:[^""\\\r\n]|\\.)*"")\r?\nargs = \[""mcp""\]\r?\n",
            RegexOptions.CultureInvariant
        )]
        private static partial Regex Server();
    }
}
