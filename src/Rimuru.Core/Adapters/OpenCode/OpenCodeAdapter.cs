using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.OpenCode;

/// <summary>OpenCode: a SQLite database per release channel, and the JSON files of older versions.</summary>
internal sealed class OpenCodeAdapter : AgentAdapter
{
    /// <summary>Pull request 21047 of OpenCode took the reasoning out of the output.</summary>
    private static readonly OpenCodeFamily Family = new(
        OpenCodeIdentity.Agent,
        OpenCodeIdentity.Message,
        new Version(1, 4),
        AddsSubAgentCost: false
    );

    public override string Name => OpenCodeIdentity.Agent;

    public override string DisplayName => "OpenCode";

    public override AgentProgram Program => new("opencode") { Packages = ["opencode-ai"], OwnFolders = [".opencode/bin"] };

    public override IReadOnlyList<KeySpace> KeyKinds => OpenCodeIdentity.Kinds;

    public override int ReaderVersion => 6;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        OpenCodeLocations.Roots(environment, configured);

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => OpenCodeLocations.Files(roots);

    public override LogFile? FileOf(IReadOnlyList<string> roots, string? path, string? sessionId) =>
        roots.SelectMany(OpenCodeLocations.Databases).Select(ForeignSqlite.Describe).FirstOrDefault(file => file is not null);

    public override LogReader Open(string path, ReadOnlySpan<byte> state) =>
        Directory.Exists(path) ? new OpenCodeStorageReader(Family, state) : new OpenCodeReader(Family, state);
}
