using System.IO.Enumeration;
using Rimuru.Core.Files;
using Rimuru.Core.Formats;

namespace Rimuru.Core.AdapterContract;

/// <summary>Lists a folder and those below it, without following links to folders, and reports if access to one is denied.</summary>
internal sealed class FolderWalk(string folder, string[] endings) : FileSystemEnumerator<LogFile>(folder, Options)
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

    /// <summary>The links to folders, which were not followed.</summary>
    public List<string> Links { get; } = [];

    /// <summary>True if access to a folder was denied; it is unknown which one.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>True if folders are so deep that the system has no path to them; it is unknown which ones.</summary>
    public bool IsTooDeep { get; private set; }

    /// <summary>Folders whose names are not UTF-8; .NET has no path to them.</summary>
    public List<string> Unnamed { get; } = [];

    protected override bool ShouldIncludeEntry(ref FileSystemEntry entry) => !entry.IsDirectory && HasEnding(entry.FileName);

    private bool HasEnding(ReadOnlySpan<char> name)
    {
        foreach (string ending in endings)
        {
            if (name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

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

    // A folder may also have been deleted since it was listed: that is not an error.
    protected override bool ContinueOnError(int error)
    {
        IsTooDeep |= error is TooLongOnLinux or TooLongOnMacOS or TooLongOnWindows;
        IsRefused |= OperatingSystem.IsWindows() ? error == AccessDenied : error is NotPermitted or PermissionDenied;
        return true;
    }
}
