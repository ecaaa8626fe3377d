using Rimuru.Core.Config;
using Rimuru.Core.Files;

namespace Rimuru.Core.Schedules;

/// <summary>One scheduler of an operating system.</summary>
internal abstract class ScheduleKeeper(HostEnvironment environment)
{
    protected SystemCommand System { get; } = new(environment);

    protected HostEnvironment Environment => environment;

    public abstract ScheduleKind Kind { get; }

    /// <summary>The definition as text, for a preview. Changes nothing. E9001: this scheduler cannot express the plan.</summary>
    public abstract string Preview(SchedulePlan plan);

    /// <summary>Creates the schedule, or replaces the one with the same name. E5007: the scheduler refused it.</summary>
    public abstract void Write(SchedulePlan plan);

    /// <summary>The schedules that Rimuru created in this scheduler.</summary>
    public abstract IReadOnlyList<Schedule> Read();

    /// <summary>Removes a schedule that <see cref="Read"/> returned.</summary>
    public abstract void Remove(Schedule schedule);

    /// <summary>A hint for the user about a new schedule; null if there is none.</summary>
    public virtual string? Advice() => null;

    /// <summary>The text of one of Rimuru's files; null if it does not exist. E5007: the file is not Rimuru's.</summary>
    protected static string? ReadOwn(string path)
    {
        if (!File.Exists(path))
            return null;
        string text = RegularFile.ReadAllText(path);
        return text.Contains(ScheduleMarker.Prefix, StringComparison.Ordinal)
            ? text
            : throw SystemCommand.Failed($"{path} exists and was not created by this version of Rimuru. Choose another -Name.");
    }

    /// <summary>Writes a file atomically.</summary>
    protected static void WriteFile(string path, string text)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            string next = $"{path}.{Guid.NewGuid():N}.tmp";
            File.WriteAllText(next, text);
            File.Move(next, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SystemCommand.Failed($"{path}: {e.Message}", e);
        }
    }

    /// <summary>Restores a file to the text that <see cref="ReadOwn"/> returned.</summary>
    protected static void Restore(string path, string? text)
    {
        if (text is null)
            File.Delete(path);
        else
            WriteFile(path, text);
    }

    /// <summary>The schedules in the files of a folder.</summary>
    protected IReadOnlyList<Schedule> ReadFolder(string folder, string pattern) =>
        !Directory.Exists(folder)
            ? []
            :
            [
                .. Directory
                    .EnumerateFiles(folder, pattern)
                    .Order(StringComparer.Ordinal)
                    .Select(path => ScheduleMarker.Read(RegularFile.ReadAllText(path), Kind, path))
                    .OfType<Schedule>(),
            ];
}
