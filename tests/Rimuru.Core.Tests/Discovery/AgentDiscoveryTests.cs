using System.Diagnostics;
using System.Globalization;

namespace Rimuru.Core.Tests.Discovery;

/// <summary>Programs that are an agent's, programs that only bear its name, and programs that misbehave. All of them are run.</summary>
public sealed class AgentDiscoveryTests : IDisposable
{
    private readonly ProgramHome home = new();

    public void Dispose() => home.Dispose();

    [Theory]
    [InlineData("ClaudeCode", "claude", @"2.1.219 (Claude Code)\n", "2.1.219")]
    [InlineData("Codex", "codex", @"codex-cli 0.118.0\n", "0.118.0")]
    [InlineData("Copilot", "copilot", @"GitHub Copilot CLI 1.0.40.\n", "1.0.40")]
    [InlineData("Copilot", "copilot", @"0.0.353\nCommit: 4ab12cd\n", "0.0.353")]
    [InlineData("Goose", "goose", @"goose 1.15.0\n", "1.15.0")]
    [InlineData("Cursor", "cursor-agent", @"2026.05.16-0338208\n", "2026.05.16-0338208")]
    [InlineData("Cursor", "cursor", @"1.7.33\n0123456789abcdef0123456789abcdef01234567\nx64\n", "1.7.33")]
    [InlineData("Amp", "amp", @"0.0.1758000000-gabc123 (released 2025-09-16)\n", "0.0.1758000000-gabc123")]
    [InlineData("OpenClaw", "openclaw", @"OpenClaw 2026.9.6 (0b03f83)\n", "2026.9.6")]
    [InlineData("KimiCli", "kimi", @"kimi, version 1.30.0\n", "1.30.0")]
    [InlineData("Hermes", "hermes", @"Hermes Agent v0.19.0 (2026.9.1)\n", "0.19.0")]
    [InlineData("Zed", "zed", @"Zed 1.9.2 /usr/lib/zed\n", "1.9.2")]
    public void A_program_that_names_itself_is_the_agents(string agent, string program, string answer, string version)
    {
        OnlyOnUnix();
        string path = home.Answering(program, answer);
        DiscoveredAgent found = home.Discover(agent).ShouldNotBeNull();
        (found.ExecutablePath, found.Version).ShouldBe((path, version));
        found.Evidence.ShouldNotBeNull().ShouldStartWith("--version: ");
        home.Discovery(agent).VerifyInstallationAsync(found).GetAwaiter().GetResult().ShouldBeTrue();
    }

    [Theory]
    [InlineData("Goose", "goose", @"goose version: v3.18.0\n")]
    [InlineData("Copilot", "copilot", @"copilot version: v1.34.1\n")]
    [InlineData("Copilot", "gh", @"gh version 2.40.0 (2023-12-07)\n")]
    [InlineData("OpenCode", "oc", @"4.14.0\n")]
    [InlineData("OpenCode", "opencode", @"1.2.3\n")]
    [InlineData("ClaudeCode", "claude", @"1.2.3\n")]
    [InlineData("ClaudeCode", "claude", @"Claude 0.9.3 (Desktop)\n")]
    [InlineData("Codex", "openai", @"openai 1.2.3\n")]
    [InlineData("Codex", "codex", @"codex 1.2.3\n")]
    [InlineData("Amp", "amp", @"1.2.3\n")]
    [InlineData("Pi", "pi", @"3.14159\n")]
    [InlineData("Droid", "droid", @"1.2.3\n")]
    [InlineData("Cline", "cline", @"cline, the command line for lines\n")]
    [InlineData("QwenCode", "qwen", @"qwen 2.5 72b\n")]
    [InlineData("GeminiCli", "gemini", @"\000\001\377\n")]
    [InlineData("GrokCli", "grok", @"1.2.3\n")]
    [InlineData("GrokBuild", "grok", @"grok 1.2.3\n")]
    [InlineData("Continue", "cn", @"1.5.47\n")]
    [InlineData("OhMyPi", "omp", @"18.2.3\n")]
    [InlineData("OpenClaude", "openclaude", @"0.29.1\n")]
    [InlineData("Zed", "zed", @"zed 0.1.0, a set editor\n")]
    [InlineData("Hermes", "hermes", @"hermes 1.0.0\n")]
    [InlineData("KimiCli", "kimi", @"kimi 1.0\n")]
    public void A_program_of_the_same_name_is_not(string agent, string program, string answer)
    {
        OnlyOnUnix();
        home.Answering(program, answer);
        home.Discover(agent).ShouldBeNull();
    }

    [Fact]
    public void A_key_of_the_provider_is_no_agent()
    {
        OnlyOnUnix();
        home.Discovery("Codex", null, ("OPENAI_API_KEY", "sk-x")).DiscoverAsync().GetAwaiter().GetResult().ShouldBeNull();
    }

    [Fact]
    public void A_bare_version_counts_only_beside_the_agents_data()
    {
        OnlyOnUnix();
        string path = home.Answering("pi", @"0.30.2\n");
        home.Discover("Pi").ShouldBeNull();
        home.Write(".pi/agent/sessions/--work--/1_a.jsonl", "{}");
        DiscoveredAgent found = home.Discover("Pi").ShouldNotBeNull();
        (found.ExecutablePath, found.Version).ShouldBe((path, "0.30.2"));
    }

    [Fact]
    public void A_package_tells_its_version_without_being_started()
    {
        OnlyOnUnix();
        home.Write("lib/node_modules/@google/gemini-cli/package.json", """{"name":"@google/gemini-cli","version":"0.42.0"}""");
        string target = home.Program("lib/node_modules/@google/gemini-cli/dist/index.js", $"touch {home.In("was-started")}");
        Directory.CreateDirectory(home.Bin);
        File.CreateSymbolicLink(Path.Combine(home.Bin, "gemini"), target);
        DiscoveredAgent found = home.Discover("GeminiCli").ShouldNotBeNull();
        (found.Version, found.Evidence).ShouldBe(("0.42.0", "package @google/gemini-cli"));
        File.Exists(home.In("was-started")).ShouldBeFalse();
    }

    [Fact]
    public void The_real_one_is_found_behind_a_lookalike()
    {
        OnlyOnUnix();
        string lookalike = home.Answering("goose", @"goose version: v3.18.0\n");
        string real = home.Program(".local/bin/goose", "echo ' goose 1.15.0'");
        DiscoveredAgent found = home.Discover("Goose").ShouldNotBeNull();
        (found.ExecutablePath, found.Version).ShouldBe((real, "1.15.0"));
        found.Lookalikes.ShouldBe([lookalike]);
    }

    [Fact]
    public void Data_alone_is_a_find_too()
    {
        OnlyOnUnix();
        home.Write(".codex/sessions/2026/07/01/rollout-x.jsonl", "{}");
        DiscoveredAgent found = home.Discover("Codex").ShouldNotBeNull();
        found.ExecutablePath.ShouldBeNull();
        found.Roots.ShouldBe([home.In(".codex/sessions")]);
        home.Discovery("Codex").VerifyInstallationAsync(found).GetAwaiter().GetResult().ShouldBeTrue();
        home.Discovery("Amp").VerifyInstallationAsync(found).GetAwaiter().GetResult().ShouldBeFalse();
    }

    [Fact]
    public void A_program_that_hangs_is_ended_with_its_children()
    {
        OnlyOnUnix();
        home.Program("tools/claude", $"sleep 300 & echo $! > {home.In("child")}; wait");
        home.Discovery("ClaudeCode", TimeSpan.FromSeconds(1)).DiscoverAsync().GetAwaiter().GetResult().ShouldBeNull();
        int child = int.Parse(File.ReadAllText(home.In("child")).Trim(), CultureInfo.InvariantCulture);
        SpinWait.SpinUntil(() => !IsRunning(child), TimeSpan.FromSeconds(10)).ShouldBeTrue();
    }

    [Fact]
    public void A_child_that_keeps_the_pipe_open_holds_nobody_up()
    {
        OnlyOnUnix();
        home.Program("tools/claude", "sleep 5 &", "echo '2.1.219 (Claude Code)'");
        long started = Stopwatch.GetTimestamp();
        home.Discover("ClaudeCode").ShouldNotBeNull().Version.ShouldBe("2.1.219");
        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(4.5));
    }

    [Theory]
    [InlineData("yes garbage")]
    [InlineData("exit 3")]
    [InlineData("echo '2.1.219 (Claude Code)'; exit 1")]
    [InlineData("read answer; test -n \"$answer\" && echo '2.1.219 (Claude Code)'")]
    public void A_program_that_fails_or_floods_or_asks_proves_nothing(string script)
    {
        OnlyOnUnix();
        home.Program("tools/claude", script);
        home.Discovery("ClaudeCode", TimeSpan.FromSeconds(2)).DiscoverAsync().GetAwaiter().GetResult().ShouldBeNull();
    }

    [Fact]
    public void What_is_no_program_is_not_started()
    {
        OnlyOnUnix();
        home.Write("tools/claude", "2.1.219 (Claude Code)");
        Directory.CreateDirectory(Path.Combine(home.Bin, "codex"));
        home.Discover("ClaudeCode").ShouldBeNull();
        home.Discover("Codex").ShouldBeNull();
    }

    [Fact]
    public async Task A_search_that_is_stopped_ends_what_it_started()
    {
        OnlyOnUnix();
        home.Program("tools/claude", $"echo $$ > {home.In("self")}; sleep 300");
        using CancellationTokenSource stop = new();
        Task<DiscoveredAgent?> search = home.Discovery("ClaudeCode", TimeSpan.FromMinutes(5)).DiscoverAsync(stop.Token);
        SpinWait
            .SpinUntil(() => File.Exists(home.In("self")) && new FileInfo(home.In("self")).Length > 0, TimeSpan.FromSeconds(20))
            .ShouldBeTrue();
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => search);
        int self = int.Parse((await File.ReadAllTextAsync(home.In("self"))).Trim(), CultureInfo.InvariantCulture);
        SpinWait.SpinUntil(() => !IsRunning(self), TimeSpan.FromSeconds(10)).ShouldBeTrue();
    }

    private static void OnlyOnUnix() => Assert.SkipWhen(OperatingSystem.IsWindows(), "the programs are shell scripts");

    private static bool IsRunning(int process)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{process}/stat");
            return stat[(stat.LastIndexOf(')') + 2)] is not ('Z' or 'X');
        }
        catch (Exception e) when (e is IOException or DirectoryNotFoundException)
        {
            return false;
        }
    }
}
