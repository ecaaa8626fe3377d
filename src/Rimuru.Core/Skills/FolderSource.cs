using System.IO.Enumeration;
using Microsoft.Win32.SafeHandles;
using Rimuru.Core.Files;

namespace Rimuru.Core.Skills;

/// <summary>Skills in a folder. Links are seen, and never followed.</summary>
internal static class FolderSource
{
    /// <summary>What no skill has, and what may be large.</summary>
    private static readonly string[] PassedOver = [".git", "node_modules"];

    private const int MostEntries = 20_000;
    private const int Deepest = 24;

    /// <summary>
    /// The entries of a folder. <see cref="IOException"/>: it cannot be read, or has more entries than a source of skills may have.
    /// </summary>
    public static SkillTree Open(string folder)
    {
        List<SkillEntry> entries = [];
        Add(folder, "", entries, 0);
        return new(entries, wanted => [.. wanted.Select(entry => ReadSame(Path.Combine(folder, entry.Path)))]);
    }

    private static void Add(string folder, string prefix, List<SkillEntry> entries, int depth)
    {
        EnumerationOptions all = new() { AttributesToSkip = 0, IgnoreInaccessible = false };
        FileSystemEnumerable<(string Name, bool IsLink, bool IsFolder, long Size)> found = new(
            folder,
            (ref FileSystemEntry entry) =>
                (
                    entry.FileName.ToString(),
                    (entry.Attributes & FileAttributes.ReparsePoint) != 0,
                    (entry.Attributes & FileAttributes.Directory) != 0,
                    entry.Length
                ),
            all
        );
        foreach ((string name, bool isLink, bool isFolder, long size) in found.OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            if (entries.Count >= MostEntries)
                throw new IOException($"{folder} has more than {MostEntries} files below its source; name the folder of the skill");
            string path = prefix + name;
            if (isLink)
                entries.Add(new(path, SkillEntryKind.Link, 0, false));
            else if (!isFolder)
                entries.Add(EntryOf(path, Path.Combine(folder, name), size));
            else if (!PassedOver.Contains(name) && depth < Deepest)
                Add(Path.Combine(folder, name), path + "/", entries, depth + 1);
        }
    }

    private static SkillEntry EntryOf(string path, string full, long size)
    {
        if (OperatingSystem.IsWindows())
            return new(path, SkillEntryKind.File, size, false);
        bool isOwn = FileStatus.OfEntry(full) is { IsRegular: true } && LinkCount.Of(full) is null or 1;
        bool isExecutable = isOwn && (File.GetUnixFileMode(full) & UnixFileMode.UserExecute) != 0;
        return new(path, isOwn ? SkillEntryKind.File : SkillEntryKind.Other, size, isExecutable);
    }

    /// <summary>A file that is still what it was: opening follows links, and it may have become one.</summary>
    private static byte[] ReadSame(string path)
    {
        FileStatus? entry = FileStatus.OfEntry(path);
        using SafeFileHandle handle = RegularFile.Open(path);
        if (
            FileStatus.Of(handle) is { } opened
            && ((entry?.Device, entry?.Number) != (opened.Device, opened.Number) || opened.Size > SkillTree.MostBytes)
        )
            throw new IOException($"{path} was changed while it was read.");
        byte[] bytes = new byte[RandomAccess.GetLength(handle)];
        return bytes[..RegularFile.Fill(handle, bytes, 0)];
    }
}
