using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Cline;

/// <summary>A VS Code extension that was derived from Cline or Roo Code and keeps its kind of tasks, as an agent of its own.</summary>
/// <param name="tasks">Its tasks.</param>
internal abstract class ClineExtensionAdapter(ClineTasks tasks) : AgentAdapter
{
    public override string Name => tasks.Agent;

    /// <summary>An extension has no program of its own.</summary>
    public override AgentProgram Program => new();

    public override IReadOnlyList<KeySpace> KeyKinds => [tasks.Kind];

    public override int ReaderVersion => tasks.ImportsRoo ? 3 : 2;

    public override int StateVersion => 2;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured)
    {
        if (configured is null)
            return [.. tasks.Folders(environment)];
        string folder = Path.TrimEndingDirectorySeparator(environment.Expand(configured));
        return [Path.GetFileName(folder) == ClineTasks.Folder ? folder : Path.Combine(folder, ClineTasks.Folder)];
    }

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) =>
        ClineLocations.Files(roots).Where(file => file.IsRefused || ClineTasks.IsTask(file.Path));

    public override LogReader Open(string path, ReadOnlySpan<byte> state) => new ClineTaskReader(tasks, state);

    public override IEnumerable<Verdict> Resolve(
        IReadOnlyList<Lineage> sources,
        IReadOnlyList<Lineage> parent,
        IReadOnlyList<Lineage> siblings
    ) => ClineImports.Resolve(sources, parent);
}
