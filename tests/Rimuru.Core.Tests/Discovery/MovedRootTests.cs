using System.Globalization;
using System.Text.RegularExpressions;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Discovery;
using Rimuru.Core.Tests.Generators;

namespace Rimuru.Core.Tests.Discovery;

/// <summary>Variables that move an agent's data: what lies in the new place is read, and the list of agents shows the place.</summary>
public sealed partial class MovedRootTests
{
    /// <summary>Set for every program on Windows, so the pages name them only where a system's folder is meant.</summary>
    private static readonly string[] SystemFolders = ["APPDATA", "LOCALAPPDATA"];

    /// <summary>It moves the tasks of Kilo's extension and the sessions of Kimi's desktop app, which generated homes do not have.</summary>
    private static readonly string[] MovedByShapes = ["XDG_CONFIG_HOME"];

    /// <summary>It names a part of a folder's name, so it moves nothing into another folder.</summary>
    private static readonly string[] MovedByOwnTests = ["HERMES_DATA_DIR_SUFFIX"];

    /// <summary>An agent, a variable and its value, what is moved, and where it then lies; <c>{0}</c> is the new folder.</summary>
    public static TheoryData<string, string, string, string, string> Moves =>
        new()
        {
            { "Amp", "AMP_DATA_DIR", "{0}", ".local/share/amp", "" },
            { "Amp", "XDG_DATA_HOME", "{0}", ".local/share/amp", "amp" },
            { "ClaudeCode", "CLAUDE_CONFIG_DIR", "{0}", ".claude", "" },
            { "ClaudeCode", "CLAUDE_CONFIG_DIR", "{0}/projects, {0}/other", ".claude", "" },
            { "ClaudeCode", "XDG_CONFIG_HOME", "{0}", ".claude", "claude" },
            { "Cline", "CLINE_DATA_DIR", "{0}", ".cline/data", "" },
            { "Cline", "CLINE_DIR", "{0}", ".cline/data", "data" },
            { "Cline", "CLINE_SESSION_DATA_DIR", "{0}", ".cline/data/sessions", "" },
            { "Cline", "XDG_CONFIG_HOME", "{0}", ".config", "" },
            { "Codex", "CODEX_HOME", "{0}", ".codex", "" },
            { "Codex", "CODEX_HOME", "{0}/other,{0}", ".codex", "" },
            { "Copilot", "COPILOT_HOME", "{0}", ".copilot", "" },
            { "Copilot", "COPILOT_OTEL_FILE_EXPORTER_PATH", "{0}/traces.jsonl", ".copilot/otel", "" },
            { "Cursor", "XDG_CONFIG_HOME", "{0}", ".config", "" },
            { "Cursor", "APPDATA", "{0}", ".config", "" },
            { "Droid", "DROID_SESSIONS_DIR", "{0}", ".factory/sessions", "" },
            { "Droid", "FACTORY_DIR", "{0}", ".factory", "" },
            { "GeminiCli", "GEMINI_CLI_HOME", "{0}", ".gemini", ".gemini" },
            { "GeminiCli", "GEMINI_DATA_DIR", "{0}/other,{0}", ".gemini", "" },
            { "Goose", "APPDATA", "{0}", ".local/share/goose/sessions", "Block/goose/data/sessions" },
            { "Goose", "GOOSE_PATH_ROOT", "{0}", ".local/share/goose/sessions", "data/sessions" },
            { "Goose", "XDG_DATA_HOME", "{0}", ".local/share/goose", "goose" },
            { "Kilo", "KILO_DB", "{0}/mine.db", ".local/share/kilo/kilo.db", "mine.db" },
            { "Kilo", "XDG_DATA_HOME", "{0}", ".local/share", "" },
            { "OpenCode", "OPENCODE_DB", "{0}/mine.db", ".local/share/opencode/opencode.db", "mine.db" },
            { "OpenCode", "XDG_DATA_HOME", "{0}", ".local/share", "" },
            { "Pi", "PI_CODING_AGENT_DIR", "{0}", ".pi/agent", "" },
            { "Pi", "PI_CODING_AGENT_SESSION_DIR", "{0}", ".pi/agent/sessions", "" },
            { "PrimeAgent", "PRIME_AGENT_CODING_AGENT_DIR", "{0}", ".prime/agent", "" },
            { "PrimeAgent", "PRIME_AGENT_SESSION_DIR", "{0}", ".prime/agent/sessions", "" },
            { "PrimeAgent", "PRIME_AGENT_CODING_AGENT_SESSION_DIR", "{0}", ".prime/agent/sessions", "" },
            { "QwenCode", "QWEN_DATA_DIR", "{0}/other,{0}", ".qwen", "" },
            { "QwenCode", "QWEN_HOME", "{0}", ".qwen", "" },
            { "QwenCode", "QWEN_RUNTIME_DIR", "{0}", ".qwen", "" },
            { "OpenClaude", "OPENCLAUDE_CONFIG_DIR", "{0}", ".openclaude", "" },
            { "MiMoCode", "XDG_DATA_HOME", "{0}", ".local/share", "" },
            { "MiMoCode", "MIMOCODE_HOME", "{0}", ".local/share/mimocode", "data" },
            { "MiMoCode", "MIMOCODE_DB", "{0}/mine.db", ".local/share/mimocode/mimocode.db", "mine.db" },
            { "OpenClaw", "OPENCLAW_HOME", "{0}", ".openclaw", ".openclaw" },
            { "OpenClaw", "OPENCLAW_STATE_DIR", "{0}", ".openclaw", "" },
            { "CopilotChat", "XDG_CONFIG_HOME", "{0}", ".config", "" },
            { "MistralVibe", "VIBE_HOME", "{0}", ".vibe", "" },
            { "ForgeCode", "FORGE_CONFIG", "{0}", ".forge", "" },
            { "Mux", "MUX_ROOT", "{0}", ".mux", "" },
            { "Mux", "XUM_ROOT", "{0}", ".xum", "" },
            { "Crush", "CRUSH_GLOBAL_DATA", "{0}", ".local/share/crush", "" },
            { "Crush", "XDG_DATA_HOME", "{0}", ".local/share", "" },
            { "Kiro", "KIRO_HOME", "{0}", ".kiro", "" },
            { "Warp", "XDG_STATE_HOME", "{0}", ".local/state", "" },
            { "IcodeMate", "XDG_DATA_HOME", "{0}", ".local/share", "" },
            { "ZooCode", "XDG_CONFIG_HOME", "{0}", ".config", "" },
            { "CoStrict", "XDG_CONFIG_HOME", "{0}", ".config", "" },
            { "IbmBob", "XDG_CONFIG_HOME", "{0}", ".config", "" },
            { "Gptme", "GPTME_LOGS_HOME", "{0}", ".local/share/gptme/logs", "" },
            { "Gptme", "XDG_DATA_HOME", "{0}", ".local/share", "" },
            { "MiniMaxCode", "MINIMAX_DATA_DIR", "{0}", ".minimax", "" },
            { "MiniMaxCode", "MAVIS_DATA_DIR", "{0}", ".minimax", "" },
            { "MiniMaxCode", "XDG_DATA_HOME", "{0}", ".local/share", "" },
            { "MuseCode", "XDG_DATA_HOME", "{0}", ".local/share", "" },
            { "DeepSeekHarness", "DSH_HOME", "{0}", ".dsh", "" },
            { "OpenHands", "OPENHANDS_CONVERSATIONS_DIR", "{0}", ".openhands/conversations", "" },
            { "OpenHands", "OPENHANDS_PERSISTENCE_DIR", "{0}", ".openhands", "" },
            { "GrokBuild", "GROK_HOME", "{0}", ".grok", "" },
            { "Hermes", "HERMES_HOME", "{0}", ".hermes", "" },
            { "Hermes", "HERMES_HOME", "{0}/profiles/any", ".hermes", "" },
            { "Hermes", "LOCALAPPDATA", "{0}", ".hermes", "hermes" },
            { "Devin", "DEVIN_HOME", "{0}", ".local/share/devin", "" },
            { "Devin", "XDG_DATA_HOME", "{0}", ".local/share", "" },
            { "Devin", "APPDATA", "{0}", ".local/share", "" },
            { "Junie", "JUNIE_HOME", "{0}", ".junie", "" },
            { "Junie", "XDG_CACHE_HOME", "{0}", ".cache", "" },
            { "Junie", "LOCALAPPDATA", "{0}", ".cache", "" },
            { "ZCode", "ZCODE_SESSION_DB_PATH", "{0}/db.sqlite", ".zcode/cli/db", "" },
            { "ZCode", "ZCODE_SESSION_DB", "{0}/db.sqlite", ".zcode/cli/db", "" },
            { "ZCode", "ZCODE_STORAGE_DIR", "{0}", ".zcode", "" },
            { "ZCode", "ZCODE_HOME", "{0}", ".zcode", "" },
            { "ZCode", "ZCODE_DATA_BASE_DIR", "{0}", ".zcode", ".zcode" },
            { "Zed", "XDG_DATA_HOME", "{0}", ".local/share", "" },
            { "Zed", "FLATPAK_XDG_DATA_HOME", "{0}", ".local/share", "" },
            { "Continue", "CONTINUE_GLOBAL_DIR", "{0}", ".continue", "" },
            { "KimiCli", "KIMI_CODE_HOME", "{0}", ".kimi-code", "" },
            { "KimiCli", "KIMI_SHARE_DIR", "{0}", ".kimi/", "" },
        };

    public static TheoryData<string> Agents => [.. AgentCatalog.BuiltIn.Names];

    [Theory]
    [MemberData(nameof(Moves))]
    public void What_a_variable_moves_is_read_and_listed_in_its_new_place(
        string agent,
        string variable,
        string value,
        string from,
        string to
    )
    {
        bool isFoundByVariableOnly = false;
        IEnumerable<GeneratedHome> homes = Enumerable
            .Range(2, 8)
            .Select(AllHomes.ByAgent[agent])
            .Where(home => home.Files.Exists(file => file.Path.StartsWith(from, StringComparison.Ordinal)));
        foreach (GeneratedHome generated in homes.Take(3))
        {
            string expected = Records(generated, home => home);
            Records(generated, home => Move(home, from, to).With(variable, Format(value, home)), home => home.In("moved"))
                .ShouldBe(expected, $"{variable} of {generated}");
            isFoundByVariableOnly |= Records(generated, home => Move(home, from, to)) != expected;
        }

        isFoundByVariableOnly.ShouldBeTrue("a move must hide something of at least one home");
    }

    [Theory]
    [InlineData("ClaudeCode", ".claude", "Library/Developer/Xcode/CodingAssistant/ClaudeAgentConfig")]
    [InlineData("Codex", ".codex", "Library/Developer/Xcode/CodingAssistant/codex")]
    [InlineData("Cursor", ".config/Cursor", ".config/Cursor Nightly")]
    [InlineData("Cursor", ".config/Cursor", ".cursor-server/data")]
    [InlineData("Cursor", ".config/Cursor", "Library/Application Support/Cursor")]
    [InlineData("ClaudeCode", ".claude", ".config/claude")]
    [InlineData("ZooCode", ".config/Code", ".var/app/com.visualstudio.code/config/Code")]
    [InlineData("CoStrict", ".config/VSCodium", ".var/app/com.vscodium.codium/config/VSCodium")]
    [InlineData("CopilotChat", ".config/Code", ".var/app/com.visualstudio.code/config/Code")]
    [InlineData("CopilotChat", ".config/Code", ".var/app/com.vscodium.codium/config/VSCodium")]
    [InlineData("Devin", ".local/share/devin", "AppData/Roaming/devin")]
    [InlineData("Devin", ".local/share/devin", ".local/share/cognition")]
    [InlineData("Hermes", ".hermes", "AppData/Local/hermes")]
    [InlineData("Junie", ".cache/JetBrains", "AppData/Local/JetBrains")]
    [InlineData("Warp", ".local/state/warp-terminal", ".local/state/warp-terminal-preview")]
    [InlineData("Warp", ".local/state/warp-terminal", ".local/state/warp-terminal-dev")]
    [InlineData("Warp", ".local/state/warp-terminal", ".local/state/warp-oss")]
    [InlineData("Warp", ".local/state/warp-terminal/warp.sqlite", ".local/state/warp-terminal/tui/warp.sqlite")]
    [InlineData("Zed", ".local/share/zed", ".var/app/dev.zed.Zed/data/zed")]
    [InlineData("Goose", ".local/share/goose", ".local/share/Block/goose")]
    [InlineData("Goose", ".local/share/goose", "Library/Application Support/Block/goose")]
    public void Another_usual_place_is_read_too(string agent, string from, string to)
    {
        GeneratedHome generated = AllHomes.ByAgent[agent](2);
        Records(generated, home => Move(home, from, $"../{to}"), home => home.In(to)).ShouldBe(Records(generated, home => home));
    }

    [Fact]
    public void A_setting_of_Qwen_Code_moves_its_chats()
    {
        GeneratedHome generated = AllHomes.ByAgent["QwenCode"](2);
        const string Settings = """{"advanced":{"runtimeOutputDir":"~/moved"}}""";
        Records(generated, home => Move(home, ".qwen", "").Write(".qwen/settings.json", Settings), home => home.In("moved"))
            .ShouldBe(Records(generated, home => home));
    }

    [Theory]
    [InlineData(".qwen/.env", "# mine\nexport QWEN_HOME=\"~/moved\" # here\n")]
    [InlineData(".env", "QWEN_HOME=/elsewhere\nQWEN_HOME = ~/moved\n")]
    [InlineData(".env", "A=1\nQWEN_RUNTIME_DIR='~/moved'\n")]
    [InlineData(".qwen/.env", "QWEN_HOME=relative\nQWEN_RUNTIME_DIR=~/moved # here\n")]
    public void A_file_of_variables_moves_the_folders_of_Qwen_Code(string file, string text)
    {
        GeneratedHome generated = AllHomes.ByAgent["QwenCode"](2);
        Records(generated, home => Move(home, ".qwen", "").Write(file, text), home => home.In("moved"))
            .ShouldBe(Records(generated, home => home));
    }

    [Theory]
    [InlineData("~/moved/session", "moved/session")]
    [InlineData("{0}/session", "moved/session")]
    [InlineData("~/.vibe", ".vibe/mine")]
    public void A_setting_of_Mistral_Vibe_moves_its_sessions(string value, string to)
    {
        GeneratedHome generated = AllHomes.ByAgent["MistralVibe"](2);
        Records(
                generated,
                home =>
                    Move(home, ".vibe/logs/session", $"../{to}")
                        .Write(".vibe/config.toml", $"theme = \"ansi\"\n[session_logging]\nsave_dir = \"{Format(value, home)}\"\n"),
                home => home.In(value == "~/.vibe" ? ".vibe" : to)
            )
            .ShouldBe(Records(generated, home => home));
    }

    [Theory]
    [InlineData("[session_logging]\nsave_dir = \"\"\n")]
    [InlineData("[session_logging]\nsave_dir = 7\n")]
    [InlineData("[session_logging\nsave_dir = \"/elsewhere\"\n")]
    [InlineData("[session_logging]\nsave_dir = \"relative\"\n")]
    [InlineData("[session_logging]\nsave_dir = \"~/.vibe/logs/session/\"\n")]
    public void Settings_of_Mistral_Vibe_that_name_no_other_folder_change_nothing(string text)
    {
        using TestHome home = new();
        home.Write(".vibe/config.toml", text);
        AgentCatalog
            .BuiltIn.Find("MistralVibe")!
            .Locate(HostEnvironment.Of(home.Folder, new Dictionary<string, string>()), null)
            .ShouldBe([home.In(".vibe/logs/session")]);
    }

    [Fact]
    public void A_configured_folder_of_Mistral_Vibe_replaces_that_of_its_setting()
    {
        using TestHome home = new();
        home.Write("mine/config.toml", "[session_logging]\nsave_dir = \"~/moved\"\n");
        AgentCatalog
            .BuiltIn.Find("MistralVibe")!
            .Locate(HostEnvironment.Of(home.Folder, new Dictionary<string, string>()), home.In("mine"))
            .ShouldBe([home.In("mine/logs/session")]);
    }

    [Fact]
    public void A_suffix_is_a_part_of_the_usual_folder_of_Hermes()
    {
        GeneratedHome generated = AllHomes.ByAgent["Hermes"](2);
        Records(
                generated,
                home => Move(home, ".hermes", "../.hermes-dev").With("HERMES_DATA_DIR_SUFFIX", "-dev"),
                home => home.In(".hermes-dev")
            )
            .ShouldBe(Records(generated, home => home));
    }

    [Theory]
    [InlineData(HostPlatform.Windows, "AppData/Local/warp/WarpPreview/data/tui/warp.sqlite")]
    [InlineData(HostPlatform.Windows, "AppData/Local/warp/WarpOss/data/warp.sqlite")]
    [InlineData(
        HostPlatform.MacOS,
        "Library/Group Containers/2BBY89MBSN.dev.warp/Library/Application Support/dev.warp.Warp-Preview/warp.sqlite"
    )]
    [InlineData(HostPlatform.MacOS, "Library/Application Support/dev.warp.WarpOss/tui/warp.sqlite")]
    public void Every_release_of_Warp_has_databases_of_its_own(object platform, string path) =>
        AgentCatalog
            .BuiltIn.Find("Warp")!
            .Locate(HostEnvironment.Of("/home/dev", new Dictionary<string, string>(), (HostPlatform)platform), null)
            .ShouldContain($"/home/dev/{path}");

    [Fact]
    public void Settings_of_Qwen_Code_are_those_of_its_moved_folder()
    {
        GeneratedHome generated = AllHomes.ByAgent["QwenCode"](2);
        const string Settings = """{"advanced":{"runtimeOutputDir":"~/moved"}}""";
        Records(
                generated,
                home => Move(home, ".qwen", "").Write("own/settings.json", Settings).With("QWEN_HOME", home.In("own")),
                home => home.In("moved")
            )
            .ShouldBe(Records(generated, home => home));
    }

    [Theory]
    [InlineData("OPENCLAW_HOME", ".openclaw-dev", "moved/.openclaw-dev")]
    [InlineData("OPENCLAW_HOME", ".clawdbot", "moved/.clawdbot")]
    [InlineData("OPENCLAW_STATE_DIR", "~/state", "moved/state")]
    public void A_home_of_OpenClaw_holds_its_profiles_and_former_names_and_is_the_start_of_its_paths(
        string variable,
        string value,
        string to
    )
    {
        GeneratedHome generated = AllHomes.ByAgent["OpenClaw"](2);
        Records(
                generated,
                home =>
                    Move(home, ".openclaw", $"../{to}")
                        .With("OPENCLAW_STATE_DIR", variable == "OPENCLAW_STATE_DIR" ? value : "")
                        .With("OPENCLAW_HOME", home.In("moved")),
                home => home.In(to)
            )
            .ShouldBe(Records(generated, home => home));
    }

    [Theory]
    [InlineData("ZooCode", "zoocodeorganization.zoo-code", "zoo-code", "")]
    [InlineData("ZooCode", "zoocodeorganization.zoo-code", "zoo-code", "/profiles/-5a3b1c2d")]
    [InlineData("CoStrict", "zgsm-ai.zgsm", "zgsm", "")]
    public void A_setting_of_the_editor_or_of_one_of_its_profiles_moves_the_tasks_of_an_extension(
        string agent,
        string extension,
        string setting,
        string profile
    )
    {
        GeneratedHome generated = AllHomes.ByAgent[agent](2);
        string user = agent == "CoStrict" ? ".config/VSCodium/User" : ".config/Code/User";
        Records(
                generated,
                home =>
                    Move(home, $"{user}/globalStorage/{extension}", "")
                        .Write($"{user}{profile}/settings.json", $"{{ \"{setting}.customStoragePath\": \"~/moved\" }}"),
                home => home.In("moved")
            )
            .ShouldBe(Records(generated, home => home));
    }

    [Theory]
    [MemberData(nameof(Agents))]
    public void A_page_names_the_variables_that_its_adapter_asks_for(string agent)
    {
        AgentAdapter adapter = AgentCatalog.BuiltIn.Find(agent)!;
        AskedVariables asked = new();
        adapter.Locate(HostEnvironment.Of("/home/dev", asked, HostPlatform.Linux), null);
        string places = Documents.Read($"agents/{agent}.md").Split("## Places")[1].Split("\n## ")[0];
        string[] named = [.. Variable().Matches(places).Select(match => match.Groups["name"].Value).Distinct()];
        named.Except(asked.Names).ShouldBeEmpty("the adapter does not ask for these");
        asked.Names.Except(SystemFolders).Except(named).ShouldBeEmpty("the page does not name these");
        IEnumerable<string> tested = Moves.Where(move => move.Data.Item1 == agent).Select(move => move.Data.Item2);
        named
            .Except(tested)
            .Except(MovedByOwnTests)
            .Except(agent is "Kilo" or "KimiCli" ? MovedByShapes : [])
            .ShouldBeEmpty("no test moves these");
    }

    /// <summary>
    /// The records of a home, laid out as told; <paramref name="listed"/> is the folder that the list of agents must show.
    /// </summary>
    private static string Records(GeneratedHome generated, Func<TestHome, TestHome> arrange, Func<TestHome, string>? listed = null)
    {
        using TestHome home = new();
        generated.WriteTo(home);
        arrange(home);
        List<UsageRecord> records = home.Records();
        home.Warnings.ShouldBeEmpty();
        if (listed is not null)
        {
            using RimuruEngine engine = home.Open();
            Agent agent = engine.Agents.List(CancellationToken.None).Single(agent => agent.Name == generated.Agent);
            agent.Detected.ShouldBeTrue();
            agent.Roots.ShouldContain(root => root.StartsWith(listed(home), StringComparison.Ordinal));
        }

        return string.Join('\n', records.Select(Told).Order(StringComparer.Ordinal));
    }

    private static string Told(UsageRecord record) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{record.SessionId} {record.Model} {record.SubAgent} {record.Project} {record.Requests} {record.InputTokens} {record.CacheReadTokens} {record.OutputTokens}"
        );

    private static TestHome Move(TestHome home, string from, string to)
    {
        string target = home.In(Path.Combine("moved", to));
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        if (File.Exists(home.In(from)))
            File.Move(home.In(from), target);
        else
            Directory.Move(home.In(from), Path.TrimEndingDirectorySeparator(target));
        return home;
    }

    private static string Format(string value, TestHome home) => string.Format(CultureInfo.InvariantCulture, value, home.In("moved"));

    [GeneratedRegex(@"`[$%]?(?<name>[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|APPDATA)\b")]
    private static partial Regex Variable();

    /// <summary>No variable is set, and each one that is asked for is noted.</summary>
    private sealed class AskedVariables : Dictionary<string, string>, IReadOnlyDictionary<string, string>
    {
        public HashSet<string> Names { get; } = [];

        bool IReadOnlyDictionary<string, string>.TryGetValue(string key, out string value)
        {
            Names.Add(key);
            value = "";
            return false;
        }
    }
}
