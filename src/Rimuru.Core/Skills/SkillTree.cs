namespace Rimuru.Core.Skills;

/// <summary>What stands at a path of a source.</summary>
internal enum SkillEntryKind
{
    File,
    Link,
    Other,
}

/// <summary>An entry of a source that is no folder.</summary>
/// <param name="Path">Its path below the source, with slashes.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Size">Its size in bytes, as the source says.</param>
/// <param name="IsExecutable">True if it may be run.</param>
internal sealed record SkillEntry(string Path, SkillEntryKind Kind, long Size, bool IsExecutable);

/// <summary>A file of a skill, with the bytes that were checked and will be written.</summary>
internal sealed record SkillFile(string Path, byte[] Content, bool IsExecutable);

/// <summary>A rule that a source breaks.</summary>
/// <param name="Path">Where, below the skill.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Message">What is wrong.</param>
internal sealed record SkillDefect(string Path, string Rule, string Message);

/// <summary>The files of a skill in memory: what is checked is what is written, whatever happens to the source meanwhile.</summary>
/// <param name="Root">The skill's folder below its source, with slashes; empty for the source itself.</param>
/// <param name="Files">Its files.</param>
/// <param name="Defects">What must not be there.</param>
internal sealed record SkillPackage(string Root, IReadOnlyList<SkillFile> Files, IReadOnlyList<SkillDefect> Defects)
{
    public long Size => Files.Sum(file => (long)file.Content.Length);

    /// <summary>Its SKILL.md, also if it was moved aside; null if that could not be read.</summary>
    public SkillFile? Main =>
        Files.FirstOrDefault(file => file.Path == SkillDocument.FileName) ?? Files.FirstOrDefault(file => file.Path == SkillTree.AsideName);

    public SkillDocument? Document => Main is { } main ? SkillDocument.Read(main.Content) : null;
}

/// <summary>The entries of a folder, an archive or a repository, and the skills in them.</summary>
/// <param name="Entries">The entries.</param>
/// <param name="Read">Reads files, each no longer than a skill may be. <see cref="IOException"/>: they cannot be read.</param>
internal sealed record SkillTree(IReadOnlyList<SkillEntry> Entries, Func<IReadOnlyList<SkillEntry>, IReadOnlyList<byte[]>> Read)
{
    public const int MostFiles = 500;
    public const long MostBytes = 20 << 20;

    /// <summary>The SKILL.md of a skill that was moved aside.</summary>
    public const string AsideName = SkillDocument.FileName + ".disabled";

    private const int Deepest = 8;

    /// <summary>The folders with a SKILL.md. Those within another skill belong to it.</summary>
    public IReadOnlyList<string> Roots
    {
        get
        {
            List<string> roots = [];
            foreach (string root in Entries.Select(entry => RootOf(entry.Path)).OfType<string>().Distinct().Order(StringComparer.Ordinal))
            {
                if (!roots.Exists(outer => outer.Length == 0 || root.StartsWith(outer + "/", StringComparison.Ordinal)))
                    roots.Add(root);
            }

            return roots;
        }
    }

    /// <summary>Reads a skill. Whatever must not be there is not read.</summary>
    public SkillPackage Load(string root)
    {
        string prefix = root.Length == 0 ? "" : root + "/";
        List<SkillEntry> wanted = [];
        List<SkillDefect> defects = [];
        Dictionary<string, string> seen = new(StringComparer.OrdinalIgnoreCase);
        long size = 0;
        foreach (SkillEntry entry in Entries.Where(entry => entry.Path.StartsWith(prefix, StringComparison.Ordinal)))
        {
            string path = entry.Path[prefix.Length..];
            if (path == SkillMetadata.FileName && entry.Kind == SkillEntryKind.File)
                continue;
            if (WhyNot(path, entry) is { } why)
                defects.Add(new(path, why.Rule, why.Message));
            else if (seen.TryGetValue(path, out string? other))
                defects.Add(new(path, "path", $"it is the same file as '{other}' where case does not count"));
            else if (entry.Size < 0 || entry.Size > MostBytes - size)
                defects.Add(new(path, "size", $"with it the skill has more than {MostBytes >> 20} MiB"));
            else if (wanted.Count == MostFiles)
                defects.Add(new(path, "size", $"with it the skill has more than {MostFiles} files"));
            else
            {
                seen.Add(path, path);
                wanted.Add(entry);
                size += entry.Size;
            }

            // Such a source is refused anyway; a list of all would only take time.
            if (defects.Count >= MostFiles)
                break;
        }

        IReadOnlyList<byte[]> contents = Read(wanted);
        return new(
            root,
            [.. wanted.Select((entry, i) => new SkillFile(entry.Path[prefix.Length..], contents[i], entry.IsExecutable))],
            defects
        );
    }

    private static (string Rule, string Message)? WhyNot(string path, SkillEntry entry)
    {
        if (entry.Kind == SkillEntryKind.Link)
            return ("link", "it is a link, which could lead to any file");
        if (entry.Kind == SkillEntryKind.Other)
            return ("link", "it is no file: a pipe, a device, another repository, or a file with several names");
        if (SkillName.WhyNotPath(path) is { } why)
            return ("path", $"its name {why}");
        if (path.Count(c => c == '/') >= Deepest)
            return ("size", $"it is more than {Deepest} folders deep");
        return path is SkillDocument.FileName or AsideName && entry.Size > SkillDocument.MostBytes
            ? ("size", $"it has {entry.Size} bytes; {SkillDocument.MostBytes} are allowed")
            : null;
    }

    private static string? RootOf(string path) =>
        Path.GetFileName(path) is SkillDocument.FileName or AsideName ? path[..Math.Max(0, path.LastIndexOf('/'))] : null;
}
