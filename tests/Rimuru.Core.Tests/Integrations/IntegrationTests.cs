using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rimuru.Core.Config;
using Rimuru.Core.Errors;
using Rimuru.Core.Integrations;

namespace Rimuru.Core.Tests.Integrations;

/// <summary>What is put into an agent's file, and that taking it out leaves every byte as it was.</summary>
public sealed class IntegrationTests : IDisposable
{
    private static readonly Dictionary<string, string> Files = new()
    {
        ["ClaudeCode"] = ".claude/settings.json",
        ["Codex"] = ".codex/hooks.json",
        ["GeminiCli"] = ".gemini/settings.json",
        ["QwenCode"] = ".qwen/settings.json",
    };

    private static readonly string[] Plain =
    [
        "{}",
        "{}\n",
        "{ }",
        "{\n}\n",
        "{\n\n}",
        "\r\n{\r\n}\r\n",
        """{"hooks":{}}""",
        """{"hooks": { "UserPromptSubmit": [ ], "PreToolUse": [], "BeforeAgent": [  ] } }""",
        "{\n  \"hooks\": {\n    \"PreToolUse\": [\n    ],\n    \"BeforeTool\": [ ]\n  }\n}\n",
        "{\n  \"hooks\": {\n  }\n}",
        """{"hooks":{"UserPromptSubmit":[{"hooks":[{"type":"command","command":"mine"}]}],"Stop":[]},"description":"d"}""",
        "{\n\t\"description\": \"\\u00fc \\\"{[\\\\\",\n\t\"hooks\": {\n\t\t\"Stop\": [ { \"hooks\": [] } ]\n\t}\n}\n",
        "\uFEFF{\r\n   \"hooks\" : {\r\n      \"PreToolUse\" : [\r\n         { \"matcher\" : \"Bash\" , \"hooks\" : [ { \"type\":\"command\", \"command\" : \"a b\" } ] }\r\n      ]\r\n   }\r\n}\r\n\r\n",
        "{\"hooks\": {\n\"BeforeTool\": [{\"hooks\": [\n{\"type\": \"command\", \"command\": \"x\"}]}]}}",
    ];

    private static readonly string[] Commented =
    [
        "// mine\n{\n  // before\n  \"hooks\": { /* none */ }, // behind\n  \"ui\": {\n    // look\n  }\n  // end\n}\n// last",
        "{\n  \"hooks\": {\n    \"UserPromptSubmit\": [\n      { \"hooks\": [] } // the first\n      /* that is all */\n    ]\n  }\n}\n",
        "{ // all on one line\n  \"x\": \"//\" /* \"hooks\": {} */ }",
    ];

    private readonly TestHome home = new();

    public static TheoryData<string, string> Texts()
    {
        TheoryData<string, string> data = [];
        foreach (string agent in Files.Keys)
        {
            foreach (string text in agent is "GeminiCli" or "QwenCode" ? [.. Plain, .. Commented] : Plain)
                data.Add(agent, text);
        }

        return data;
    }

    private IntegrationService Service => new(HostEnvironment.Of(home.Folder, new Dictionary<string, string>(), HostPlatform.Linux));

    public void Dispose() => home.Dispose();

    [Theory]
    [MemberData(nameof(Texts))]
    public void What_was_put_in_is_taken_out_to_the_byte(string agent, string text)
    {
        Write(Files[agent], text);
        Install(agent, IntegrationFeature.Guard);
        string installed = Text(Files[agent]);
        Parse(installed);
        All(agent).Single(one => one.Feature == IntegrationFeature.Guard).Installed.ShouldBeTrue();

        Install(agent, IntegrationFeature.Guard);
        Text(Files[agent]).ShouldBe(installed, "A second installation changes nothing.");
        Install(agent, IntegrationFeature.Guard, isClosed: true);
        Text(Files[agent]).ShouldContain("--fail closed");
        Remove(agent, IntegrationFeature.Guard);
        Text(Files[agent]).ShouldBe(text);
        Remove(agent, IntegrationFeature.Guard);
        Text(Files[agent]).ShouldBe(text);
        Directory.Exists(home.In(".config/rimuru/integrations")).ShouldBeTrue();
        Directory.EnumerateFiles(home.In(".config/rimuru/integrations"), "*.txt").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ClaudeCode", "CLAUDE_CONFIG_DIR")]
    [InlineData("Codex", "CODEX_HOME")]
    [InlineData("GeminiCli", "GEMINI_CLI_HOME")]
    [InlineData("QwenCode", "QWEN_HOME")]
    [InlineData("Copilot", "COPILOT_HOME")]
    [InlineData("OpenCode", "XDG_CONFIG_HOME")]
    public void Files_are_in_the_folder_that_a_variable_names(string agent, string variable)
    {
        string moved = home.In("moved");
        IntegrationService service = new(
            HostEnvironment.Of(home.Folder, new Dictionary<string, string> { [variable] = moved }, HostPlatform.Linux)
        );
        Integration[] found = [.. service.All().Where(one => one.Agent == agent)];
        found.ShouldNotBeEmpty();
        found.ShouldAllBe(one => one.Path.StartsWith(moved, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Two_features_are_taken_out_in_any_order(string agent, string text)
    {
        if (agent is not ("ClaudeCode" or "QwenCode"))
            return;
        foreach (bool isGuardFirst in (bool[])[true, false])
        {
            Write(Files[agent], text);
            Install(agent, IntegrationFeature.Guard);
            Install(agent, IntegrationFeature.StatusLine);
            Parse(Text(Files[agent]));
            All(agent).Where(one => one.Feature != IntegrationFeature.Mcp).ShouldAllBe(one => one.Installed);
            Remove(agent, isGuardFirst ? IntegrationFeature.Guard : IntegrationFeature.StatusLine);
            Parse(Text(Files[agent]));
            Remove(agent, isGuardFirst ? IntegrationFeature.StatusLine : IntegrationFeature.Guard);
            Text(Files[agent]).ShouldBe(text);
        }
    }

    [Theory]
    [InlineData("ClaudeCode")]
    [InlineData("Codex")]
    [InlineData("GeminiCli")]
    [InlineData("QwenCode")]
    [InlineData("Copilot")]
    [InlineData("OpenCode")]
    public void A_file_that_was_made_is_deleted_again(string agent)
    {
        Install(agent, IntegrationFeature.Guard);
        Integration made = All(agent).Single(one => one.Feature == IntegrationFeature.Guard);
        (made.Installed, made.FailClosed, made.Command).ShouldBe((true, false, "/opt/rimuru guard"));
        File.Exists(made.Path).ShouldBeTrue();
        Install(agent, IntegrationFeature.Guard, isClosed: true);
        All(agent).Single(one => one.Feature == IntegrationFeature.Guard).FailClosed.ShouldBeTrue();
        Remove(agent, IntegrationFeature.Guard);
        File.Exists(made.Path).ShouldBeFalse();
        All(agent).ShouldAllBe(one => !one.Installed);
    }

    [Fact]
    public void Claude_Code_gets_what_it_understands()
    {
        Install("ClaudeCode", IntegrationFeature.Guard, isClosed: true);
        Text(Files["ClaudeCode"])
            .ShouldBe(
                """
                {
                  "hooks": {
                    "UserPromptSubmit": [
                      {
                        "hooks": [
                          {
                            "type": "command",
                            "command": "/opt/rimuru guard --fail closed",
                            "timeout": 10,
                            "onFailure": "block"
                          }
                        ]
                      }
                    ],
                    "PreToolUse": [
                      {
                        "matcher": "*",
                        "hooks": [
                          {
                            "type": "command",
                            "command": "/opt/rimuru guard --fail closed",
                            "timeout": 10,
                            "onFailure": "block"
                          }
                        ]
                      }
                    ]
                  }
                }

                """.ReplaceLineEndings("\n")
            );
    }

    [Fact]
    public void The_last_of_the_users_own_stays_in_front_with_its_indentation()
    {
        Write(Files["Codex"], "{\n    \"hooks\": {\n        \"PreToolUse\": [\n            {\"hooks\": []}\n        ]\n    }\n}\n");
        Install("Codex", IntegrationFeature.Guard);
        string[] lines = Text(Files["Codex"]).Split('\n');
        lines[3].ShouldBe("            {\"hooks\": []},");
        lines[4].ShouldBe("            {");
        lines[5].ShouldBe("                \"hooks\": [");
    }

    [Fact]
    public void What_others_changed_since_stays()
    {
        Write(Files["GeminiCli"], "{\n  \"a\": 1\n}\n");
        Install("GeminiCli", IntegrationFeature.Guard);
        string text = Text(Files["GeminiCli"]);

        // The user adds another hook to our group, a comment, and an event of their own.
        text = text.Replace(
                "\"timeout\": 10000\n          }",
                "\"timeout\": 10000\n          }, { \"type\": \"command\", \"command\": \"mine\" }",
                StringComparison.Ordinal
            )
            .Replace("\"hooks\": {\n", "\"hooks\": { // all\n    \"Own\": [],\n", StringComparison.Ordinal);
        Write(Files["GeminiCli"], text);
        Remove("GeminiCli", IntegrationFeature.Guard);
        string rest = Text(Files["GeminiCli"]);
        JsonNode root = Parse(rest);
        rest.ShouldNotContain("rimuru");
        rest.ShouldContain("// all");
        root["hooks"]!["Own"]!.AsArray().ShouldBeEmpty();
        root["hooks"]!["BeforeAgent"]![0]!["hooks"]!.AsArray().Single()!["command"]!.GetValue<string>().ShouldBe("mine");
    }

    [Theory]
    [InlineData("ClaudeCode", "{ // no comments here\n}")]
    [InlineData("ClaudeCode", "{\"a\": 1,}")]
    [InlineData("ClaudeCode", "")]
    [InlineData("ClaudeCode", "[]")]
    [InlineData("ClaudeCode", "{\"hooks\": []}")]
    [InlineData("ClaudeCode", "{\"hooks\": {\"PreToolUse\": {}}}")]
    [InlineData("ClaudeCode", "{\"hooks\": {}, \"hooks\": {}}")]
    [InlineData("ClaudeCode", "{\"a\": 01x}")]
    [InlineData("ClaudeCode", "{} {}")]
    [InlineData("GeminiCli", "{\"a\": [1,]}")]
    [InlineData("GeminiCli", "{ /* \n}")]
    [InlineData("Codex", "{\"$schema\": \"x\"}")]
    public void What_cannot_be_read_is_left_as_it_is(string agent, string text)
    {
        Write(Files[agent], text);
        Should.Throw<RimuruException>(() => Install(agent, IntegrationFeature.Guard)).Code.ShouldBe(ErrorCodes.IntegrationFileInvalid);
        Text(Files[agent]).ShouldBe(text);
    }

    [Fact]
    public void A_file_that_is_not_UTF_8_is_left_as_it_is()
    {
        byte[] bytes = [.. "{\"a\": \""u8, 0xFF, .. "\"}"u8];
        home.WriteBytes(Files["ClaudeCode"], bytes);
        Should
            .Throw<RimuruException>(() => Install("ClaudeCode", IntegrationFeature.Guard))
            .Code.ShouldBe(ErrorCodes.IntegrationFileInvalid);
        File.ReadAllBytes(home.In(Files["ClaudeCode"])).ShouldBe(bytes);
    }

    [Fact]
    public void A_file_that_changes_in_between_is_left_to_the_other()
    {
        Write(Files["ClaudeCode"], "{}");
        FileChange change = Service.PreviewInstall("ClaudeCode", IntegrationFeature.Guard, false, "/opt/rimuru");
        Write(Files["ClaudeCode"], "{\"a\": 1}");
        Should.Throw<RimuruException>(() => Service.Apply(change)).Code.ShouldBe(ErrorCodes.IntegrationFileChanged);
        Text(Files["ClaudeCode"]).ShouldBe("{\"a\": 1}");
        Directory.EnumerateFiles(home.In(".claude")).Count().ShouldBe(1);
    }

    [Theory]
    [InlineData("ClaudeCode", ".claude/settings.json", "{\"statusLine\": {\"type\": \"command\", \"command\": \"other\"}}")]
    [InlineData("QwenCode", ".qwen/settings.json", "{\"ui\": {\"statusLine\": {\"type\": \"preset\"}}}")]
    [InlineData("Copilot", ".copilot/settings.json", "{\"statusLine\": null}")]
    public void A_status_line_of_the_users_is_not_replaced(string agent, string file, string text)
    {
        Write(file, text);
        Should.Throw<RimuruException>(() => Install(agent, IntegrationFeature.StatusLine)).Code.ShouldBe(ErrorCodes.IntegrationForeign);
        Remove(agent, IntegrationFeature.StatusLine);
        Text(file).ShouldBe(text);
    }

    [Theory]
    [InlineData("Copilot", ".copilot/hooks/rimuru.json")]
    [InlineData("OpenCode", ".config/opencode/plugins/rimuru.js")]
    public void A_file_of_ours_that_was_changed_is_not_deleted(string agent, string file)
    {
        Install(agent, IntegrationFeature.Guard);
        string text = Text(file) + "\n// mine\n";
        Write(file, text);
        Should.Throw<RimuruException>(() => Remove(agent, IntegrationFeature.Guard)).Code.ShouldBe(ErrorCodes.IntegrationForeign);
        Text(file).ShouldBe(text);
        Write(file, "// somebody's own");
        Should.Throw<RimuruException>(() => Install(agent, IntegrationFeature.Guard)).Code.ShouldBe(ErrorCodes.IntegrationForeign);
        Remove(agent, IntegrationFeature.Guard);
        Text(file).ShouldBe("// somebody's own");
    }

    [Theory]
    [InlineData("[[hooks.Stop]]\n\n[[hooks.Stop.hooks]]\ntype = \"command\"\ncommand = \"mine\"\n")]
    [InlineData("model = \"x\" # mine\r\n\r\n[hooks]\r\nStop = []\r\n[projects.\"/a b\"]\r\ntrust_level = \"trusted\"")]
    [InlineData("[[hooks.PreToolUse]]\nhooks = [{ type = \"command\", command = \"mine\" }]\n\n\n")]
    public void Codex_keeps_its_hooks_in_one_file(string text)
    {
        const string Path = ".codex/config.toml";
        Write(Path, text);
        Install("Codex", IntegrationFeature.Guard);
        string installed = Text(Path);
        installed.ShouldStartWith(text);
        File.Exists(home.In(Files["Codex"])).ShouldBeFalse();
        Integration there = All("Codex").Single(one => one.Feature == IntegrationFeature.Guard);
        (there.Installed, there.Path, there.Note).ShouldBe((true, home.In(Path), there.Note));
        there.Note.ShouldNotBeNull().ShouldContain("/hooks");
        Install("Codex", IntegrationFeature.Guard);
        Text(Path).ShouldBe(installed);
        Remove("Codex", IntegrationFeature.Guard);
        Text(Path).ShouldBe(text);
    }

    [Theory]
    [InlineData("[hooks.state.\"/x/hooks.json:stop:0:0\"]\ntrusted_hash = \"sha256:0\"\n")]
    [InlineData("model = \"x\"\n")]
    public void What_Codex_keeps_of_trusted_hooks_is_no_hook(string text)
    {
        Write(".codex/config.toml", text);
        Install("Codex", IntegrationFeature.Guard);
        File.Exists(home.In(Files["Codex"])).ShouldBeTrue();
        Text(".codex/config.toml").ShouldBe(text);
    }

    /// <summary>Features that share a file, in every order: taking out one never takes from another, and in the end nothing is left.</summary>
    [Theory]
    [InlineData("ClaudeCode", ".claude/settings.json", null, "Guard,StatusLine")]
    [InlineData("ClaudeCode", ".claude/settings.json", "{\r\n}", "Guard,StatusLine")]
    [InlineData("Codex", ".codex/config.toml", "[[hooks.Stop]]\n", "Guard,Mcp")]
    [InlineData("Codex", ".codex/config.toml", "[[hooks.Stop]]", "Guard,Mcp")]
    [InlineData("Codex", ".codex/config.toml", "model = \"x\"\r\n[[hooks.Stop]]\r\n# end", "Guard,Mcp")]
    [InlineData("GeminiCli", ".gemini/settings.json", null, "Guard,Mcp")]
    [InlineData("GeminiCli", ".gemini/settings.json", "{ \"mcpServers\": {}, \"hooks\": {} } // end", "Guard,Mcp")]
    [InlineData("QwenCode", ".qwen/settings.json", null, "Guard,StatusLine,Mcp")]
    [InlineData("QwenCode", ".qwen/settings.json", "{\"ui\":{}}", "Guard,StatusLine,Mcp")]
    [InlineData("QwenCode", ".qwen/settings.json", "{\n  // mine\n}\n", "Guard,StatusLine,Mcp")]
    public void Features_that_share_a_file_leave_each_other_alone(string agent, string file, string? text, string features)
    {
        IntegrationFeature[] shared = [.. features.Split(',').Select(Enum.Parse<IntegrationFeature>)];
        foreach (IntegrationFeature[] installed in Orders(shared))
        {
            foreach (IntegrationFeature[] removed in Orders(shared))
            {
                string order = $"{string.Join(' ', installed)}, then without {string.Join(' ', removed)}";
                if (text is not null)
                    Write(file, text);
                foreach (IntegrationFeature feature in installed)
                    Install(agent, feature);
                All(agent).Where(one => one.Path == home.In(file)).ShouldAllBe(one => one.Installed, order);
                for (int i = 0; i < removed.Length; i++)
                {
                    Remove(agent, removed[i]);
                    All(agent)
                        .Where(one => one.Installed)
                        .Select(one => one.Feature)
                        .ShouldBe(removed[(i + 1)..], ignoreOrder: true, customMessage: order);
                }

                File.Exists(home.In(file)).ShouldBe(text is not null, order);
                if (text is not null)
                    Text(file).ShouldBe(text, order);
            }
        }

        static IEnumerable<IntegrationFeature[]> Orders(IntegrationFeature[] all) =>
            all.Length == 1
                ? [all]
                : all.SelectMany(first =>
                    Orders([.. all.Where(one => one != first)]).Select(rest => (IntegrationFeature[])[first, .. rest])
                );
    }

    [Fact]
    public void A_link_to_a_file_stays_a_link_and_the_file_keeps_its_mode()
    {
        if (OperatingSystem.IsWindows())
            return;
        Write("dotfiles/claude.json", "{}\n");
        File.SetUnixFileMode(home.In("dotfiles/claude.json"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Directory.CreateDirectory(home.In(".claude"));
        File.CreateSymbolicLink(home.In(Files["ClaudeCode"]), home.In("dotfiles/claude.json"));
        Install("ClaudeCode", IntegrationFeature.Guard);
        new FileInfo(home.In(Files["ClaudeCode"])).LinkTarget.ShouldNotBeNull();
        File.GetUnixFileMode(home.In("dotfiles/claude.json")).HasFlag(UnixFileMode.GroupRead).ShouldBeTrue();
        string backup = Directory.EnumerateFiles(home.In(".config/rimuru/integrations"), "*.backup").Single();
        File.ReadAllText(backup).ShouldBe("{}\n");
        File.GetUnixFileMode(backup).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Remove("ClaudeCode", IntegrationFeature.Guard);
        File.ReadAllText(home.In("dotfiles/claude.json")).ShouldBe("{}\n");
    }

    [Theory]
    [InlineData("/usr/bin/rimuru guard", true)]
    [InlineData("rimuru guard --fail closed", true)]
    [InlineData("'/a b/rimuru' guard", true)]
    [InlineData("\"C:/Program Files/rimuru.exe\" guard", true)]
    [InlineData("& 'C:\\x\\Rimuru.Cli.exe' guard", true)]
    [InlineData("rimuru statusline", false)]
    [InlineData("rimuru", false)]
    [InlineData("echo rimuru guard", false)]
    [InlineData("notrimuru guard", false)]
    public void Our_command_is_known_by_its_program_and_verb(string command, bool isOurs) =>
        OwnCommand.IsOf(command, IntegrationFeature.Guard).ShouldBe(isOurs);

    [Fact]
    public void A_path_with_blanks_is_quoted()
    {
        Service.Apply(Service.PreviewInstall("ClaudeCode", IntegrationFeature.Guard, false, "/opt/my tools/rimuru"));
        All("ClaudeCode")[0].Command.ShouldBe("'/opt/my tools/rimuru' guard");
        Remove("ClaudeCode", IntegrationFeature.Guard);
        File.Exists(home.In(Files["ClaudeCode"])).ShouldBeFalse();
    }

    [Fact]
    public void Only_agents_that_have_a_feature_are_named()
    {
        Should.Throw<RimuruException>(() => Service.FeaturesOf("Codx", [])).Message.ShouldContain("Did you mean 'Codex'?");
        Should
            .Throw<RimuruException>(() => Service.FeaturesOf("Codex", [IntegrationFeature.StatusLine]))
            .Code.ShouldBe(ErrorCodes.InvalidArgument);
        Service.FeaturesOf("claudecode", []).ShouldBe(Enum.GetValues<IntegrationFeature>());
    }

    private void Install(string agent, IntegrationFeature feature, bool isClosed = false) =>
        Service.Apply(Service.PreviewInstall(agent, feature, isClosed, "/opt/rimuru"));

    private void Remove(string agent, IntegrationFeature feature) => Service.Apply(Service.PreviewRemove(agent, feature));

    private Integration[] All(string agent) => [.. Service.All().Where(one => one.Agent == agent)];

    private void Write(string file, string text) => home.WriteBytes(file, new UTF8Encoding(false).GetBytes(text));

    private string Text(string file) => new UTF8Encoding(false).GetString(File.ReadAllBytes(home.In(file)));

    private static JsonNode Parse(string text) =>
        JsonNode.Parse(text.TrimStart('\uFEFF'), null, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip })!;
}
