using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Copilot;

/// <summary>
/// GitHub Copilot CLI: an event log per session, a database of requests, and traces if their export is on. All three record the same
/// requests.
/// </summary>
internal sealed class CopilotAdapter : AgentAdapter
{
    public override string Name => CopilotIdentity.Agent;

    public override string DisplayName => "GitHub Copilot CLI";

    public override AgentProgram Program =>
        new("copilot")
        {
            Packages = ["@github/copilot"],
            Answer = @"^(?:GitHub Copilot CLI )?v?(\d+\.\d+\.\d+[\w-]*)\.?(?:\r?\nCommit: \w+.*|(?<=^GitHub.*))$",
        };

    public override IReadOnlyList<KeySpace> KeyKinds => CopilotIdentity.Kinds;

    public override int ReaderVersion => 10;

    public override KnownLines KnownLines => CopilotKnownLines.All;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        CopilotLocations.Roots(environment, configured);

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => CopilotLocations.Files(roots);

    public override LogFile? FileOf(IReadOnlyList<string> roots, string? path, string? sessionId) =>
        CopilotLocations.EventsOf(roots, sessionId);

    public override IEnumerable<SessionProcess> Processes(IReadOnlyList<string> roots, DateTimeOffset now) => CopilotProcesses.Of(roots);

    public override LogReader Open(string path, ReadOnlySpan<byte> state) =>
        CopilotLocations.KindOf(path) switch
        {
            CopilotSource.Store => new CopilotStoreReader(state),
            CopilotSource.Events => new CopilotReader(path, state),
            _ => new CopilotOtelReader(path, state),
        };

    public override IEnumerable<Verdict> Resolve(
        IReadOnlyList<Lineage> sources,
        IReadOnlyList<Lineage> parent,
        IReadOnlyList<Lineage> siblings
    ) => CopilotCopies.Resolve(sources);

    public override IEnumerable<LimitReading>? LimitsOf(JsonElement json, long atMs) => CopilotLimits.Of(json, atMs);
}
