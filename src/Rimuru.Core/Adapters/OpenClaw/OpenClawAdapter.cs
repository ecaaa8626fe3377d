using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.OpenClaw;

/// <summary>OpenClaw: a database per agent with the transcripts of its sessions; before 2026.8.1 a file per session.</summary>
internal sealed class OpenClawAdapter : AgentAdapter
{
    public override string Name => OpenClawIdentity.Agent;

    public override string DisplayName => "OpenClaw";

    public override AgentProgram Program =>
        new("openclaw", "clawdbot", "moltbot")
        {
            Packages = ["openclaw", "clawdbot", "moltbot"],
            Answer = @"^OpenClaw v?(\d+\.\d+\.\d+\S*)",
        };

    public override IReadOnlyList<KeySpace> KeyKinds => OpenClawIdentity.Kinds;

    public override int ReaderVersion => 1;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        OpenClawLocations.Roots(environment, configured);

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => OpenClawLocations.Files(roots);

    public override LogReader Open(string path, ReadOnlySpan<byte> state) =>
        OpenClawLocations.IsDatabase(path) ? new OpenClawReader(state) : new OpenClawFileReader(path, state);
}
