using System.Globalization;
using Rimuru.Core.Config;
using Rimuru.Core.Errors;
using Rimuru.Core.Files;

namespace Rimuru.Core.Skills;

/// <summary>
/// Writes skills to where agents read them, and takes them away. All of a skill appears at once or not at all; what it replaces goes to the
/// trash.
/// </summary>
internal sealed class SkillInstaller(HostEnvironment environment)
{
    /// <summary>What is being written; agents pass over folders without a SKILL.md, and such names.</summary>
    private const string StagePrefix = ".rimuru-";

    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly SkillTrash trash = new(environment);
    private readonly SkillLock list = new(environment);

    /// <summary>
    /// Writes a skill to all its places, or to none. E8007: it cannot be written.
    /// </summary>
    /// <param name="plans">The same skill, for each place.</param>
    /// <param name="reason">What replaces the skills that are there.</param>
    /// <param name="keepExecutable">Whether files may be run as they could at the source.</param>
    /// <param name="stop">Ends it before anything is moved.</param>
    public void Write(IReadOnlyList<SkillPlan> plans, string reason, bool keepExecutable, CancellationToken stop)
    {
        List<string> stages = [];
        Stack<Action> undo = new();
        try
        {
            foreach (SkillPlan plan in plans)
            {
                stop.ThrowIfCancellationRequested();
                stages.Add(Stage(plan, keepExecutable));
            }

            for (int i = 0; i < plans.Count; i++)
                Place(plans[i], stages[i], reason, undo);
            foreach (SkillPlan plan in plans)
                list.Add(plan.Metadata, plan.Folder.Agents.Select(agent => agent.Id), plan.Place);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or RimuruException or OperationCanceledException)
        {
            while (undo.TryPop(out Action? step))
                step();
            if (e is RimuruException or OperationCanceledException)
                throw;
            throw NotWritten(plans[0].Place, e);
        }
        finally
        {
            stages.ForEach(RemoveStage);
        }
    }

    /// <summary>Moves a skill to the trash. E8007: it cannot be moved.</summary>
    public RemovedSkill Remove(Skill skill, SkillFolder folder)
    {
        try
        {
            SkillMetadata? metadata = SkillMetadata.Read(skill.Path);
            RemovedSkill removed = trash.Put(skill.Path, "Uninstall");
            if (metadata is not null)
                list.Remove(metadata, folder.Agents.Select(agent => agent.Id));
            return removed;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(skill.Path, e);
        }
    }

    /// <summary>
    /// Moves a skill from the trash back to where it was. E8004: something is there, and it is not to be replaced. E8007: it cannot be
    /// moved.
    /// </summary>
    public void Restore(RemovedSkill removed, SkillFolder? folder, bool isForced)
    {
        try
        {
            if (EntryExists(removed.Path))
            {
                if (!isForced)
                    throw new RimuruException(ErrorCodes.SkillExists, $"{removed.Path} exists, and was left as it is.", removed.Path);
                trash.Put(removed.Path, "Restore");
            }

            SkillTrash.Restore(removed);
            if (folder is not null && SkillMetadata.Read(removed.Path) is { } metadata)
                list.Add(metadata, folder.Agents.Select(agent => agent.Id), removed.Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(removed.Path, e);
        }
    }

    /// <summary>Lets agents read a skill or not, by the name of its SKILL.md. E8007: it cannot be renamed.</summary>
    public static void Switch(Skill skill, bool isEnabled)
    {
        string main = Path.Combine(skill.Path, SkillDocument.FileName),
            aside = Path.Combine(skill.Path, SkillTree.AsideName);
        try
        {
            if (isEnabled)
                File.Move(aside, main);
            else
                File.Move(main, aside);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(skill.Path, e);
        }
    }

    /// <summary>True if anything is there, a link to nothing too.</summary>
    public static bool EntryExists(string path) => Path.Exists(path) || new FileInfo(path).LinkTarget is not null;

    private static string Stage(SkillPlan plan, bool keepExecutable)
    {
        Directory.CreateDirectory(plan.Folder.Path);
        foreach (string left in Directory.EnumerateDirectories(plan.Folder.Path, StagePrefix + "*"))
        {
            string[] parts = Path.GetFileName(left)[StagePrefix.Length..].Split('-');
            if (
                int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int process)
                && !TemporaryFolder.IsRunning(process)
            )
                RemoveStage(left);
        }

        string stage = Path.Combine(
            plan.Folder.Path,
            string.Create(CultureInfo.InvariantCulture, $"{StagePrefix}{Environment.ProcessId}-{Guid.NewGuid():N}")
        );
        Directory.CreateDirectory(stage);
        try
        {
            foreach (SkillFile file in plan.Package.Files)
                WriteFile(
                    stage,
                    plan.IsAside && file.Path == SkillDocument.FileName ? file with { Path = SkillTree.AsideName } : file,
                    keepExecutable
                );
            File.WriteAllBytes(Path.Combine(stage, SkillMetadata.FileName), SkillJson.Bytes(plan.Metadata.ToJson()));
        }
        catch
        {
            RemoveStage(stage);
            throw;
        }

        return stage;
    }

    private static void WriteFile(string stage, SkillFile file, bool keepExecutable)
    {
        string path = Path.GetFullPath(Path.Combine(stage, file.Path));
        if (SkillName.WhyNotPath(file.Path) is not null || !FinalPath.IsBelow(path, stage))
            throw new RimuruException(ErrorCodes.SkillInvalid, $"'{file.Path}' would be written elsewhere.", file.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, file.Content);
        if (keepExecutable && file.IsExecutable && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | Executable);
    }

    private void Place(SkillPlan plan, string stage, string reason, Stack<Action> undo)
    {
        if (EntryExists(plan.Place))
        {
            RemovedSkill removed = trash.Put(plan.Place, reason);
            undo.Push(() => SkillTrash.Restore(removed));
        }

        Directory.Move(stage, plan.Place);
        undo.Push(() => Directory.Delete(plan.Place, recursive: true));
    }

    private static void RemoveStage(string stage)
    {
        try
        {
            if (Directory.Exists(stage))
                Directory.Delete(stage, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // the next installation removes it
        }
    }

    private static RimuruException NotWritten(string path, Exception e) =>
        new(ErrorCodes.SkillNotWritten, $"{path} cannot be changed: {e.Message}", path, e);
}
