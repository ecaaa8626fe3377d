using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.QwenCode;

/// <summary>
/// Qwen Code: one chat log per session, which has each response twice, and one log per sub-agent, which has its responses a third time.
/// </summary>
internal sealed class QwenCodeAdapter : AgentAdapter
{
    public override string Name => QwenCodeIdentity.Agent;

    public override string DisplayName => "Qwen Code";

    public override AgentProgram Program => new("qwen") { Packages = ["@qwen-code/qwen-code"] };

    public override IReadOnlyList<KeySpace> KeyKinds => QwenCodeIdentity.Kinds;

    public override int ReaderVersion => 6;

    public override KnownLines KnownLines => QwenCodeKnownLines.All;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        QwenCodeLocations.Roots(environment, configured);

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => QwenCodeLocations.Files(roots);

    public override LogReader Open(string path, ReadOnlySpan<byte> state)
    {
        if (QwenCodeLocations.IsHistory(path))
            return new QwenCodeHistoryReader();
        return QwenCodeLocations.IsRequestLog(path) ? new QwenCodeRequestLogReader(state) : new QwenCodeReader(path, state);
    }

    public override IEnumerable<Verdict> Resolve(
        IReadOnlyList<Lineage> sources,
        IReadOnlyList<Lineage> parent,
        IReadOnlyList<Lineage> siblings
    ) => QwenCodeCopies.Resolve(sources, parent);

    public override IEnumerable<UsageRow> Infer(IReadOnlyList<SessionTotal> totals) => QwenCodeTotals.Infer(totals);
}
