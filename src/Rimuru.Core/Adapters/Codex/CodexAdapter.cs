using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Codex;

/// <summary>OpenAI Codex CLI: one rollout per thread, with running totals and, since late 2026, one usage record per response.</summary>
internal sealed class CodexAdapter : AgentAdapter
{
    public override string Name => CodexIdentity.Agent;

    public override string DisplayName => "OpenAI Codex";

    public override AgentProgram Program =>
        new("codex")
        {
            Packages = ["@openai/codex"],
            Answer = @"^codex-cli v?(\d+\.\d+\.\d+\S*)$",
            AnswersBare = false,
        };

    public override IReadOnlyList<KeySpace> KeyKinds => CodexIdentity.Kinds;

    public override int ReaderVersion => 7;

    public override KnownLines KnownLines => CodexKnownLines.All;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        CodexLocations.Roots(environment, configured);

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => CodexLocations.Files(roots);

    public override LogReader Open(string path, ReadOnlySpan<byte> state) =>
        path.EndsWith(CodexLocations.CompressedEnding, StringComparison.OrdinalIgnoreCase)
            ? new CompressedLogReader(new CodexReader(path[..^CodexLocations.CompressedEnding.Length] + CodexLocations.PlainEnding, []))
            : new CodexReader(path, state);

    public override IEnumerable<Verdict> Resolve(LineageFamily family) => CodexCopies.Resolve(family);

    public override IEnumerable<LimitReading> Limits(IReadOnlyList<string> roots) => CodexLimits.Of(roots);

    public override IEnumerable<LimitReading>? LimitsOf(JsonElement json, long atMs) => CodexLimits.Of(json, atMs);
}
