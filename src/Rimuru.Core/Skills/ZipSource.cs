using System.IO.Compression;
using Rimuru.Core.Files;

namespace Rimuru.Core.Skills;

/// <summary>
/// Skills in a ZIP archive. Its directory is checked before anything of it is unpacked, and nothing is unpacked to a path of its own.
/// </summary>
internal static class ZipSource
{
    /// <summary>The size limit of an archive.</summary>
    public const long MostBytes = 64 << 20;

    private const int MostEntries = 20_000;
    private const int TypeMask = 0xF000,
        LinkType = 0xA000,
        FileType = 0x8000,
        UserExecute = 0x40;

    /// <summary>
    /// The entries of an archive. <see cref="IOException"/> and <see cref="InvalidDataException"/>: it cannot be read, or is no archive.
    /// </summary>
    public static SkillTree Open(string path)
    {
        byte[] bytes = RegularFile.ReadAllBytes(path, MostBytes);
        using ZipArchive archive = ArchiveOf(bytes);
        if (archive.Entries.Count > MostEntries)
            throw new InvalidDataException($"it has {archive.Entries.Count} entries; {MostEntries} are allowed");
        List<SkillEntry> entries = [];
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            string name = entry.FullName.Replace('\\', '/');
            string file = name.TrimEnd('/');
            if (SkillName.WhyNotPath(file) is { } why)
                throw new InvalidDataException($"the name of its entry '{entry.FullName}' {why}");
            if (!names.Add(file))
                throw new InvalidDataException($"it has '{entry.FullName}' twice");
            int mode = entry.ExternalAttributes >>> 16;
            SkillEntryKind kind = (mode & TypeMask) switch
            {
                LinkType => SkillEntryKind.Link,
                0 or FileType => SkillEntryKind.File,
                _ => SkillEntryKind.Other,
            };
            if (!name.EndsWith('/'))
                entries.Add(new(file, kind, entry.Length, (mode & UserExecute) != 0));
        }

        return new(entries, wanted => Read(bytes, wanted));
    }

    private static List<byte[]> Read(byte[] bytes, IReadOnlyList<SkillEntry> wanted)
    {
        using ZipArchive archive = ArchiveOf(bytes);
        Dictionary<string, ZipArchiveEntry> entries = archive.Entries.ToDictionary(entry => entry.FullName.Replace('\\', '/'));
        return [.. wanted.Select(entry => Unpack(entries[entry.Path], entry.Size))];
    }

    /// <summary>Unpacks what the directory says, to the byte: an entry may claim to be smaller than it is.</summary>
    private static byte[] Unpack(ZipArchiveEntry entry, long size)
    {
        byte[] content = new byte[size];
        using Stream stream = entry.Open();
        int read = stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        return read == size && stream.ReadByte() < 0 && ChecksumOf(content) == entry.Crc32
            ? content
            : throw new InvalidDataException($"its entry '{entry.FullName}' is not what its directory says");
    }

    /// <summary>The CRC-32 of an archive, which .NET does not check.</summary>
    private static uint ChecksumOf(byte[] content)
    {
        const uint Polynomial = 0xEDB88320;
        uint rest = uint.MaxValue;
        foreach (byte one in content)
        {
            rest ^= one;
            for (int bit = 0; bit < 8; bit++)
                rest = (rest >> 1) ^ (Polynomial & (0 - (rest & 1)));
        }

        return ~rest;
    }

    private static ZipArchive ArchiveOf(byte[] bytes) => new(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read);
}
