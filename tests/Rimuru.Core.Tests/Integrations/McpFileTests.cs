using System.Text;
using Rimuru.Core.Config;
using Rimuru.Core.Errors;
using Rimuru.Core.Integrations;
using Tomlyn;
using Tomlyn.Model;

namespace Rimuru.Core.Tests.Integrations;

/// <summary>Rimuru among the servers of an agent, and that taking it out leaves every byte as it was.</summary>
public sealed class McpFileTests : IDisposable
{
    private const string Toml = ".codex/config.toml";

    private static readonly Dictionary<string, string> Files = new()
    {
        ["ClaudeCode"] = ".claude.json",
        ["GeminiCli"] = ".gemini/settings.json",
        ["QwenCode"] = ".qwen/settings.json",
        ["Copilot"] = ".copilot/mcp-config.json",
        ["OpenCode"] = ".config/opencode/opencode.json",
    };

    private readonly TestHome home = new();

    public static TheoryData<string, string> Texts()
    {
        TheoryData<string, string> data = [];
        foreach (string agent in Files.Keys)
        {
            foreach (
                string text in (string[])
                    [
                        "{}",
                        "{}\n",
                        "\r\n{\r\n}\r\n",
                        """{"mcpServers":{},"mcp":{}}""",
                        """{"projects":{"/w":{"mcpServers":{"rimuru":{"command":"x"}}}}}""",
                        "{\n  \"mcpServers\": {\n    \"mine\": { \"command\": \"a\" }\n  },\n  \"mcp\": { \"mine\": {} },\n  \"x\": [1, 2]\n}\n",
                        "{\n\t\"a\": 1,\n\t\"mcp\": {\n\t},\n\t\"mcpServers\": {\n\t}\n}",
                    ]
            )
            {
                data.Add(agent, text);
            }
        }

        return data;
    }

    public static TheoryData<string> TomlTexts() =>
        [
            "",
            "\n",
            "model = \"gpt-5.5\" # mine",
            "model = \"gpt-5.5\"\r\n\r\n[mcp_servers.mine]\r\ncommand = \"a\"\r\n",
            "[mcp_servers.mine]\ncommand = \"a\"\n[mcp_servers.mine.env]\nA = \"b\"\n# end",
        ];

    private IntegrationService Service => new(HostEnvironment.Of(home.Folder, new Dictionary<string, string>(), HostPlatform.Linux));

    public void Dispose() => home.Dispose();

    [Theory]
    [MemberData(nameof(Texts))]
    public void What_was_put_into_a_file_is_taken_out_to_the_byte(string agent, string text) => RoundTrip(agent, Files[agent], text);

    [Theory]
    [MemberData(nameof(TomlTexts))]
    public void What_was_put_into_Codex_settings_is_taken_out_to_the_byte(string text)
    {
        RoundTrip("Codex", Toml, text);
        Install("Codex", "/opt/my tools/rimuru");
        TomlTable server = (TomlTable)((TomlTable)TomlSerializer.Deserialize<TomlTable>(Text(Toml))!["mcp_servers"])["rimuru"];
        ((string)server["command"], ((TomlArray)server["args"]).Single()).ShouldBe(("/opt/my tools/rimuru", "mcp"));
    }

    [Theory]
    [InlineData("ClaudeCode", """ "rimuru": { "type": "stdio", "command": "/opt/rimuru", "args": ["mcp"] } """)]
    [InlineData("GeminiCli", """ "rimuru": { "command": "/opt/rimuru", "args": ["mcp"] } """)]
    [InlineData("QwenCode", """ "rimuru": { "command": "/opt/rimuru", "args": ["mcp"] } """)]
    [InlineData("Copilot", """ "rimuru": { "type": "local", "command": "/opt/rimuru", "args": ["mcp"], "tools": ["*"] } """)]
    [InlineData("OpenCode", """ "rimuru": { "type": "local", "command": ["/opt/rimuru", "mcp"], "enabled": true } """)]
    public void Each_agent_gets_a_server_as_it_writes_one(string agent, string entry)
    {
        Install(agent);
        string.Join(' ', Text(Files[agent]).Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)).ShouldContain(entry.Trim());
        Remove(agent);
        File.Exists(home.In(Files[agent])).ShouldBeFalse();
    }

    [Theory]
    [InlineData("ClaudeCode", """{"mcpServers":{"rimuru":{"command":"/usr/bin/other","args":["mcp"]}}} """)]
    [InlineData("OpenCode", """{"mcp":{"rimuru":{"type":"remote","url":"http://localhost"}}} """)]
    [InlineData("GeminiCli", """{"mcpServers":{"rimuru":{"command":"/opt/rimuru","args":["guard"]}}} """)]
    [InlineData("Codex", "[mcp_servers.rimuru]\ncommand = \"/usr/bin/other\"\n")]
    public void Another_server_of_that_name_stays(string agent, string text)
    {
        string file = agent == "Codex" ? Toml : Files[agent];
        Write(file, text);
        Should.Throw<RimuruException>(() => Install(agent)).Code.ShouldBe(ErrorCodes.IntegrationForeign);
        Remove(agent);
        Text(file).ShouldBe(text);
    }

    [Fact]
    public void The_commented_settings_of_OpenCode_are_used_where_they_are()
    {
        const string File = ".config/opencode/opencode.jsonc";
        RoundTrip("OpenCode", File, "{\n  // mine\n  \"mcp\": {\n    // none\n  }\n}\n");
    }

    private void RoundTrip(string agent, string file, string text)
    {
        Write(file, text);
        Install(agent);
        string installed = Text(file);
        Of(agent).Command.ShouldBe("/opt/rimuru mcp");
        Install(agent);
        Text(file).ShouldBe(installed, "A second installation changes nothing.");
        Install(agent, "/opt/my tools/rimuru");
        Of(agent).Command.ShouldBe("'/opt/my tools/rimuru' mcp");
        Remove(agent);
        Text(file).ShouldBe(text);
        Of(agent).Installed.ShouldBeFalse();
    }

    private void Install(string agent, string program = "/opt/rimuru") =>
        Service.Apply(Service.PreviewInstall(agent, IntegrationFeature.Mcp, false, program));

    private void Remove(string agent) => Service.Apply(Service.PreviewRemove(agent, IntegrationFeature.Mcp));

    private Integration Of(string agent) => Service.All().Single(one => one.Agent == agent && one.Feature == IntegrationFeature.Mcp);

    private void Write(string file, string text) => home.WriteBytes(file, Encoding.UTF8.GetBytes(text));

    private string Text(string file) => Encoding.UTF8.GetString(File.ReadAllBytes(home.In(file)));
}
