using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.KimiCli;

/// <summary>Kimi: the former Kimi CLI, Kimi Code and the desktop app, each with a folder of logs per session.</summary>
internal sealed class KimiCliAdapter : AgentAdapter
{
    public override string Name => KimiCliIdentity.Agent;

    public override string DisplayName => "Kimi";

    public override AgentProgram Program =>
        new("kimi", "kimi-cli")
        {
            Packages = ["@moonshot-ai/kimi-code"],
            Answer = @"^kimi(?:-cli)?,? (?:version:? )?v?(\d+\.\d+\.\d+\S*)$",
        };

    public override IReadOnlyList<KeySpace> KeyKinds => KimiCliIdentity.Kinds;

    public override int ReaderVersion => 1;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        KimiCliLocations.Roots(environment, configured);

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => KimiCliLocations.Files(roots);

    public override LogReader Open(string path, ReadOnlySpan<byte> state) => new KimiCliReader(path, state);
}
