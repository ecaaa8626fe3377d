using Rimuru.Core.Formats;
using System.IO.Enumeration;

namespace Rimuru.Core.AdapterContract;

/// <summary>Walks over a folder and those below it, but not over links to folders, and tells whether one may not be entered.</summary>
internal sealed class FolderWalk(string folder, string ending) : FileSystemEnumerator<LogFile>(folder, Options)
{
    private const int AccessDenied = 5; // of Windows
    private const int NotPermitted = 1, PermissionDenied = 13; // of Unix

    private static readonly EnumerationOptions Options = new() { RecurseSubdirectories = true, MaxRecursionDepth = LogFiles.MaxDepth, IgnoreInaccessible = false, AttributesToSkip = 0 };

    /// <summary>The linked folders that were seen and left alone.</summary>
    public List<string> Links { get; } = [];

    /// <summary>True where a folder may not be entered; which one, nobody tells.</summary>
    public bool IsRefused { get; private set; }

    protected override bool ShouldIncludeEntry(ref FileSystemEntry entry) => !entry.IsDirectory && entry.FileName.EndsWith(ending, StringComparison.OrdinalIgnoreCase);

    protected override bool ShouldRecurseIntoEntry(ref FileSystemEntry entry)
    {
        if ((entry.Attributes & FileAttributes.ReparsePoint) == 0) return true;
        Links.Add(entry.ToFullPath());
        return false;
    }

    protected override LogFile TransformEntry(ref FileSystemEntry entry)
    {
        if ((entry.Attributes & FileAttributes.ReparsePoint) == 0) return new LogFile(entry.ToFullPath(), entry.Length, entry.LastWriteTimeUtc.UtcTicks);
        FileInfo target = new(entry.ToFullPath());
        if (target.ResolveLinkTarget(returnFinalTarget: true) is FileInfo { Exists: true } real) target = real;
        return new LogFile(entry.ToFullPath(), target.Exists ? target.Length : 0, target.LastWriteTimeUtc.Ticks);
    }

    // A folder may also have gone since it was listed: that is no error.
    protected override bool ContinueOnError(int error)
    {
        IsRefused |= OperatingSystem.IsWindows() ? error == AccessDenied : error is NotPermitted or PermissionDenied;
        return true;
    }
}
