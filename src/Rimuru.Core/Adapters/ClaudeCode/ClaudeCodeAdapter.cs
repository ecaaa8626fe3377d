using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.ClaudeCode;

/// <summary>Claude Code: one JSONL transcript per session below <c>projects/</c>, with sub-agents in their own files.</summary>
internal sealed class ClaudeCodeAdapter : AgentAdapter
{
    public override string Name => ClaudeCodeIdentity.Agent;

    public override string DisplayName => "Claude Code";

    public override AgentProgram Program =>
        new("claude")
        {
            Packages = ["@anthropic-ai/claude-code"],
            OwnFolders = [".claude/local", ".local/share/claude/versions"],
            Answer = @"^v?(\d+\.\d+\.\d+\S*) \(Claude Code\)$",
            AnswersBare = false,
        };

    public override IReadOnlyList<KeySpace> KeyKinds => ClaudeCodeIdentity.Kinds;

    public override int ReaderVersion => 7;

    public override KnownLines KnownLines => ClaudeCodeKnownLines.All;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        ClaudeCodeLocations.Roots(environment, configured);

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => ClaudeCodeLocations.Files(roots);

    public override IEnumerable<SessionProcess> Processes(IReadOnlyList<string> roots, DateTimeOffset now) => ClaudeCodeProcesses.Of(roots);

    public override LogReader Open(string path, ReadOnlySpan<byte> state) => new ClaudeCodeReader(path, state);

    public override IEnumerable<UsageRow> Infer(IReadOnlyList<SessionTotal> totals) => ClaudeCodeTotals.Infer(totals);

    public override IEnumerable<LimitReading> Limits(IReadOnlyList<string> roots) => ClaudeCodeLimits.Of(roots);

    public override IEnumerable<LimitReading>? LimitsOf(JsonElement json, long atMs) => ClaudeCodeLimits.Of(json, atMs);
}
