using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Goose;

/// <summary>Goose: one SQLite database, and a JSONL file per session of older versions.</summary>
internal sealed class GooseAdapter : AgentAdapter
{
    public override string Name => GooseIdentity.Agent;

    public override string DisplayName => "Goose";

    public override AgentProgram Program => new("goose") { Answer = @"^goose(?:-cli)? v?(\d+\.\d+\.\d+\S*)$" };

    public override IReadOnlyList<KeySpace> KeyKinds => GooseIdentity.Kinds;

    public override int ReaderVersion => 7;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        GooseLocations.Roots(environment, configured);

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => GooseLocations.Files(roots);

    public override LogReader Open(string path, ReadOnlySpan<byte> state) =>
        path.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase) ? new GooseLegacyReader() : new GooseReader(state);

    public override IEnumerable<UsageRow> Infer(IReadOnlyList<SessionTotal> totals) => GooseCounter.Infer(totals);
}
