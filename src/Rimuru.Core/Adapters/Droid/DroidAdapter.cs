using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Droid;

/// <summary>Factory Droid: a session's settings file has the usage of the whole session.</summary>
internal sealed class DroidAdapter : AgentAdapter
{
    public override string Name => DroidIdentity.Agent;

    public override string DisplayName => "Factory Droid";

    public override AgentProgram Program => new("droid") { OwnFolders = [".factory/bin"] };

    public override IReadOnlyList<KeySpace> KeyKinds => DroidIdentity.Kinds;

    public override int ReaderVersion => 7;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        DroidLocations.Roots(environment, configured);

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => LogFiles.Roots(roots).SelectMany(DroidLocations.Files);

    public override LogReader Open(string path, ReadOnlySpan<byte> state) => new DroidReader();
}
