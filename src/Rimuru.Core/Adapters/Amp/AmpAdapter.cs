using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Amp;

/// <summary>Amp: one JSON document per thread.</summary>
internal sealed class AmpAdapter : AgentAdapter
{
    public override string Name => AmpIdentity.Agent;

    public override string DisplayName => "Amp";

    public override AgentProgram Program =>
        new("amp")
        {
            Packages = ["@sourcegraph/amp"],
            OwnFolders = [".amp/bin"],
            Answer = @"^(0\.0\.\d{10}-g[0-9a-f]+)\b",
            AnswersBare = false,
        };

    public override IReadOnlyList<KeySpace> KeyKinds => AmpIdentity.Kinds;

    public override int ReaderVersion => 5;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        AmpLocations.Roots(environment, configured);

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) =>
        LogFiles
            .Roots(roots)
            .SelectMany(root => LogFiles.Below(root, ".json", path => Path.GetFileName(path).StartsWith("T-", StringComparison.Ordinal)));

    public override LogReader Open(string path, ReadOnlySpan<byte> state) => new AmpReader();

    /// <summary>If a thread has a usage ledger, only the ledger counts.</summary>
    public override IEnumerable<Verdict> Resolve(
        IReadOnlyList<Lineage> sources,
        IReadOnlyList<Lineage> parent,
        IReadOnlyList<Lineage> siblings
    )
    {
        HashSet<RecordKey> inLedger = [.. Keys(sources, AmpSource.Ledger)];
        foreach (RecordKey message in Keys(sources, AmpSource.Messages))
            yield return new Verdict(message, inLedger.Count > 0 && !inLedger.Contains(message));
    }

    private static IEnumerable<RecordKey> Keys(IReadOnlyList<Lineage> sources, byte source)
    {
        byte[] content = sources.FirstOrDefault(lineage => lineage.Source == source)?.Content ?? [];
        for (int at = 0; at < content.Length; at += RecordKey.Size)
            yield return RecordKey.Read(content.AsSpan(at));
    }
}

/// <summary>Which of a thread's two sources a row is from.</summary>
internal static class AmpSource
{
    public const byte Messages = 1;
    public const byte Ledger = 2;
}
