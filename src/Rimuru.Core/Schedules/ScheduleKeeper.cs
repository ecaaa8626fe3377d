using Rimuru.Core.Config;
using Rimuru.Core.Files;

namespace Rimuru.Core.Schedules;

/// <summary>One way of an operating system to run something again and again.</summary>
internal abstract class ScheduleKeeper(HostEnvironment environment)
{
    protected SystemCommand System { get; } = new(environment);

    protected HostEnvironment Environment => environment;

    public abstract ScheduleKind Kind { get; }

    /// <summary>What would be written, as text for people. Changes nothing; E9001 where this kind cannot express the plan.</summary>
    public abstract string Preview(SchedulePlan plan);

    /// <summary>Makes the schedule, or puts it in the place of the one of that name. E5007 where the system does not take it.</summary>
    public abstract void Write(SchedulePlan plan);

    /// <summary>The schedules that Rimuru made here.</summary>
    public abstract IReadOnlyList<Schedule> Read();

    /// <summary>Takes one that <see cref="Read"/> gave away.</summary>
    public abstract void Remove(Schedule schedule);

    /// <summary>What the user should know about a schedule that was just made; null where nothing.</summary>
    public virtual string? Advice() => null;

    /// <summary>The text of one of our files; null where there is none, E5007 where it is somebody else's.</summary>
    protected static string? ReadOwn(string path)
    {
        if (!File.Exists(path)) return null;
        string text = RegularFile.ReadAllText(path);
        return text.Contains(ScheduleMarker.Prefix, StringComparison.Ordinal) ? text : throw SystemCommand.Failed($"{path} is there and was not made by this version of Rimuru. Choose another -Name.");
    }

    /// <summary>Writes a file at one blow.</summary>
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

    /// <summary>Puts a file back as <see cref="ReadOwn"/> found it.</summary>
    protected static void Restore(string path, string? text)
    {
        if (text is null) File.Delete(path);
        else WriteFile(path, text);
    }

    /// <summary>The schedules among the files of a folder.</summary>
    protected IReadOnlyList<Schedule> ReadFolder(string folder, string pattern) => !Directory.Exists(folder) ? [] :
        [.. Directory.EnumerateFiles(folder, pattern).Order(StringComparer.Ordinal).Select(path => ScheduleMarker.Read(RegularFile.ReadAllText(path), Kind, path)).OfType<Schedule>()];
}
