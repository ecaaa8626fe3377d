using System.IO.Enumeration;
using Rimuru.Core.Files;
using Rimuru.Core.Formats;

namespace Rimuru.Core.AdapterContract;

/// <summary>Walks over a folder and those below it, but not over links to folders, and tells whether one may not be entered.</summary>
internal sealed class FolderWalk(string folder, string ending) : FileSystemEnumerator<LogFile>(folder, Options)
{
    private const int AccessDenied = 5; // of Windows
    private const int NotPermitted = 1,
        PermissionDenied = 13; // of Unix
    private const int TooLongOnLinux = 36,
        TooLongOnMacOS = 63,
        TooLongOnWindows = 206;

    private static readonly EnumerationOptions Options = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = false,
        AttributesToSkip = 0,
    };

    /// <summary>The linked folders that were seen and left alone.</summary>
    public List<string> Links { get; } = [];

    /// <summary>True where a folder may not be entered; which one, nobody tells.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>True where folders lie so deep that the system has no path to them; which, nobody tells.</summary>
    public bool IsTooDeep { get; private set; }

    /// <summary>Folders whose names are not UTF-8, and to which .NET has no path.</summary>
    public List<string> Unnamed { get; } = [];

    protected override bool ShouldIncludeEntry(ref FileSystemEntry entry) =>
        !entry.IsDirectory && entry.FileName.EndsWith(ending, StringComparison.OrdinalIgnoreCase);

    protected override bool ShouldRecurseIntoEntry(ref FileSystemEntry entry)
    {
        if ((entry.Attributes & FileAttributes.ReparsePoint) != 0)
            Links.Add(entry.ToFullPath());
        else if (entry.FileName.Contains('\uFFFD') && !Directory.Exists(entry.ToFullPath()))
            Unnamed.Add(entry.ToFullPath());
        else
            return true;
        return false;
    }

    protected override LogFile TransformEntry(ref FileSystemEntry entry)
    {
        if ((entry.Attributes & FileAttributes.ReparsePoint) == 0)
            return new LogFile(entry.ToFullPath(), entry.Length, entry.LastWriteTimeUtc.UtcTicks);
        FileInfo target = new(FinalPath.Of(entry.ToFullPath()));
        return new LogFile(entry.ToFullPath(), target.Exists ? target.Length : 0, target.LastWriteTimeUtc.Ticks);
    }

    // A folder may also have gone since it was listed: that is no error.
    protected override bool ContinueOnError(int error)
    {
        IsTooDeep |= error is TooLongOnLinux or TooLongOnMacOS or TooLongOnWindows;
        IsRefused |= OperatingSystem.IsWindows() ? error == AccessDenied : error is NotPermitted or PermissionDenied;
        return true;
    }
}
