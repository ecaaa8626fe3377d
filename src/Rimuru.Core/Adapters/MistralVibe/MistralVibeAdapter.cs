using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.MistralVibe;

/// <summary>Mistral Vibe: a folder per session, with its counters.</summary>
internal sealed class MistralVibeAdapter : AgentAdapter
{
    public override string Name => MistralVibeIdentity.Agent;

    public override string DisplayName => "Mistral Vibe";

    public override AgentProgram Program => new("vibe") { Answer = @"^vibe (\d+\.\d+\.\d+\S*)" };

    public override IReadOnlyList<KeySpace> KeyKinds => MistralVibeIdentity.Kinds;

    public override int ReaderVersion => 2;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        MistralVibeLocations.Roots(environment, configured);

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => MistralVibeLocations.Files(roots);

    public override LogReader Open(string path, ReadOnlySpan<byte> state) => new MistralVibeReader(state);

    /// <inheritdoc/>
    public override IEnumerable<UsageRow> Infer(IReadOnlyList<SessionTotal> totals) => MistralVibeTotals.Infer(totals);
}
