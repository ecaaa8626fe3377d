using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Cline;

/// <summary>Cline: the sessions of its CLI, and the tasks of its VS Code extension and of Roo Code.</summary>
internal sealed class ClineAdapter : AgentAdapter
{
    public override string Name => ClineIdentity.Agent;

    public override string DisplayName => "Cline";

    public override AgentProgram Program => new("cline") { Packages = ["cline", "@cline/cli"] };

    public override IReadOnlyList<KeySpace> KeyKinds => ClineIdentity.Kinds;

    public override int ReaderVersion => 8;

    public override int StateVersion => 7;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        ClineLocations.Roots(environment, configured);

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => ClineLocations.Files(roots);

    public override IEnumerable<SessionProcess> Processes(IReadOnlyList<string> roots, DateTimeOffset now) => ClineProcesses.Of(roots, now);

    public override LogReader Open(string path, ReadOnlySpan<byte> state)
    {
        if (ClineTasks.IsTask(path))
            return new ClineTaskReader(ClineTasks.Of(path), state);
        return ClineLocations.IsMessages(path) ? new ClineReader() : new ClineSessionReader();
    }

    /// <summary>The sum in a session's own file counts only if no message has usage.</summary>
    public override IEnumerable<Verdict> Resolve(
        IReadOnlyList<Lineage> sources,
        IReadOnlyList<Lineage> parent,
        IReadOnlyList<Lineage> siblings
    )
    {
        bool haveUsage = sources.Any(lineage => lineage is { Source: ClineSource.Messages, Content.Length: > 0 });
        foreach (Lineage lineage in sources)
        {
            if (lineage is { Source: ClineSource.Session, Content.Length: RecordKey.Size })
                yield return new Verdict(RecordKey.Read(lineage.Content), haveUsage);
        }
    }
}
