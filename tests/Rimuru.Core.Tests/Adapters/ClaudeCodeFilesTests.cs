using static Rimuru.Core.Tests.Adapters.ClaudeCodeLines;

namespace Rimuru.Core.Tests.Adapters;

/// <summary>Where transcripts lie, and what their places say.</summary>
public sealed class ClaudeCodeFilesTests : IDisposable
{
    private const string Sidechain = """ "isSidechain":true,"agentId":"a1b2", """;
    private readonly TestHome home = new();

    public void Dispose() => home.Dispose();

    [Theory]
    [InlineData(".claude/projects/-w/one/subagents/agent-a1b2")]
    [InlineData(".claude/projects/-w/one/subagents/workflows/wf_3/agent-a1b2")]
    [InlineData(".claude/projects/-w/agent-a1b2")]
    public void A_sub_agent_counts_for_its_session_under_the_name_of_its_kind(string stem)
    {
        home.Write(stem + ".jsonl", Assistant(extra: Sidechain))
            .Write(stem + ".meta.json", """{"agentType":"Explore","description":"look"}""");
        UsageRecord record = home.Only();
        (record.SessionId, record.SubAgent).ShouldBe(("one", "Explore"));
        home.Sessions().ShouldHaveSingleItem().SessionId.ShouldBe("one");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"agentType":7}""")]
    public void Without_a_usable_description_a_sub_agent_is_named_by_its_id(string? meta)
    {
        home.Write(".claude/projects/-w/one/subagents/agent-a1b2.jsonl", Assistant(extra: Sidechain));
        if (meta is not null)
            home.Write(".claude/projects/-w/one/subagents/agent-a1b2.meta.json", meta);
        home.Only().SubAgent.ShouldBe("a1b2");
    }

    [Fact]
    public void A_legacy_chat_is_named_by_its_folder_where_its_lines_name_no_session()
    {
        home.Write(
            ".claude/projects/-w/old-session/chat.jsonl",
            """{"type":"assistant","timestamp":"2026-07-01T10:00:00Z","message":{"id":"m","model":"claude-sonnet-4-5","usage":{"input_tokens":10,"output_tokens":5}}}"""
        );
        home.Only().SessionId.ShouldBe("old-session");
    }

    [Fact]
    public void The_project_is_the_working_directorys_and_not_the_folders()
    {
        home.Write(".claude/projects/-not--it/one.jsonl", Assistant());
        UsageRecord record = home.Only();
        (record.Project, record.Branch).ShouldBe(("shop", "main"));
    }

    [Fact]
    public void Every_usual_root_is_read_and_their_copies_count_once()
    {
        home.Write(".claude/projects/-w/one.jsonl", Assistant());
        home.Write(".config/claude/projects/-w/one.jsonl", Assistant());
        home.Write(".config/claude/projects/-w/two.jsonl", Assistant("msg_2", session: "two"));
        home.Records().Count.ShouldBe(2);
    }

    [Fact]
    public void XDG_CONFIG_HOME_moves_the_second_root()
    {
        home.With("XDG_CONFIG_HOME", home.In("elsewhere"));
        home.Write("elsewhere/claude/projects/-w/one.jsonl", Assistant()).Write(".config/claude/projects/-w/two.jsonl", Assistant("msg_2"));
        home.Only().SessionId.ShouldBe("one");
    }

    [Fact]
    public void CLAUDE_CONFIG_DIR_is_a_list_of_folders_or_of_their_projects()
    {
        home.With("CLAUDE_CONFIG_DIR", $"{home.In("a")}, ~/b/projects/ ,{home.In("missing")}");
        home.Write("a/projects/-w/one.jsonl", Assistant()).Write("b/projects/-w/two.jsonl", Assistant("msg_2", session: "two"));
        home.Write(Log, Assistant("msg_3", session: "three"));
        home.Records().Select(r => r.SessionId).Order().ShouldBe(["one", "two"]);
    }

    [Fact]
    public void CLAUDE_CONFIG_DIR_moves_neither_the_desktops_sessions_nor_Xcodes()
    {
        home.With("CLAUDE_CONFIG_DIR", home.In("own"));
        home.Write("own/projects/-w/one.jsonl", Assistant());
        home.Write(".config/Claude/local-agent-mode-sessions/a/.claude/projects/-w/two.jsonl", Assistant("msg_2", session: "two"));
        home.Write(
            "Library/Developer/Xcode/CodingAssistant/ClaudeAgentConfig/projects/-w/three.jsonl",
            Assistant("msg_3", session: "three")
        );
        home.Records().Select(r => r.SessionId).Order().ShouldBe(["one", "three", "two"]);
    }

    [Fact]
    public void A_folder_of_CLAUDE_CONFIG_DIR_inside_the_desktops_is_listed_once()
    {
        const string Inner = ".config/Claude/local-agent-mode-sessions/a/.claude";
        home.With("CLAUDE_CONFIG_DIR", home.In(Inner));
        home.Write($"{Inner}/projects/-w/one.jsonl", Assistant());
        home.Sync("ClaudeCode").FilesFound.ShouldBe(1);
    }

    [Fact]
    public void Linked_roots_are_one()
    {
        home.Write(Log, Assistant());
        Directory.CreateDirectory(home.In(".config"));
        Directory.CreateSymbolicLink(home.In(".config/claude"), home.In(".claude"));
        home.Sync("ClaudeCode").FilesFound.ShouldBe(1);
    }

    [Fact]
    public void A_loop_of_links_ends_and_a_linked_project_is_read()
    {
        home.Write("real/one.jsonl", Assistant());
        Directory.CreateDirectory(home.In(".claude/projects/-w"));
        Directory.CreateSymbolicLink(home.In(".claude/projects/-linked"), home.In("real"));
        Directory.CreateSymbolicLink(home.In(".claude/projects/-w/loop"), home.In(".claude/projects"));
        Directory.CreateSymbolicLink(home.In(".claude/projects/-w/self"), home.In(".claude/projects/-w/self"));
        home.Only().SessionId.ShouldBe("one");
    }

    [Fact]
    public void A_folder_with_the_name_of_a_transcript_is_a_folder()
    {
        home.Write(".claude/projects/-w/x.jsonl/one.jsonl", Assistant());
        home.Only();
        home.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void The_desktops_sessions_are_found_and_its_other_files_are_not()
    {
        home.Write(".config/Claude/local-agent-mode-sessions/a/b/.claude/projects/-w/one.jsonl", Assistant());
        home.Write(".config/Claude/local-agent-mode-sessions/a/audit.jsonl", Assistant("msg_2"));
        home.Only().SessionId.ShouldBe("one");
    }

    [Theory]
    [InlineData("Library/Application Support/Claude/claude-code-sessions")]
    [InlineData("AppData/Local/Packages/Claude_pzs8sxrjxfjjc/LocalCache/Roaming/Claude/local-agent-mode-sessions")]
    [InlineData("AppData/Local/Packages/Anthropic.Claude_abc/LocalCache/Roaming/Claude/claude-code-sessions")]
    public void The_desktops_sessions_are_found_wherever_it_is_installed(string folder)
    {
        home.Write($"{folder}/account/organisation/.claude/projects/-w/one.jsonl", Assistant());
        home.Only().SessionId.ShouldBe("one");
    }

    [Fact]
    public void A_title_is_the_last_that_was_given()
    {
        home.Write(
            Log,
            Assistant(),
            """{"type":"ai-title","aiTitle":"First","sessionId":"one"}""",
            """{"type":"ai-title","aiTitle":"Second","sessionId":"one"}"""
        );
        home.Sessions().ShouldHaveSingleItem().Title.ShouldBe("Second");
    }
}
