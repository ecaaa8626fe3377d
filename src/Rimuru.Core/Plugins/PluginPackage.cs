using System.IO.Compression;
using System.Security.Cryptography;
using Rimuru.Core.Errors;
using Rimuru.Core.Files;

namespace Rimuru.Core.Plugins;

/// <summary>
/// Copies the files of a plugin out of a folder, a zip or a NuGet package into a fresh folder. Nothing but regular files with harmless
/// names is taken, and no more than a plugin needs (E10003).
/// </summary>
internal static class PluginPackage
{
    private const int MostFiles = 500;
    private const long MostBytes = 64 << 20;
    private const long MostPackage = 64 << 20;
    private const int MostDepth = 8;

    /// <summary>The number of bits by which Unix puts a file's mode into the attributes of a zip's entry.</summary>
    private const int UnixModeShift = 16;
    private const int FileTypeMask = 0xF000;
    private const int RegularType = 0x8000;

    private static readonly string[] PartsOfNuGet = ["_rels/", "package/", "[Content_Types].xml"];

    /// <summary>
    /// Copies the files into a folder that is empty. What is refused leaves nothing that counts: the caller removes the folder.
    /// </summary>
    public static void CopyInto(string source, string target)
    {
        try
        {
            if (Directory.Exists(source))
                CopyFolder(source, target);
            else if (RegularFile.Exists(source))
                CopyArchive(source, target);
            else
                throw new RimuruException(
                    ErrorCodes.PathNotFound,
                    $"{source} is neither a folder nor a zip or NuGet package with a plugin.",
                    source
                );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or NotSupportedException)
        {
            throw Refused(source, e.Message.TrimEnd('.'), e);
        }
    }

    /// <summary>The hash of every file in a folder, by its path with <c>/</c>. E10003: a link or something else is among them.</summary>
    public static SortedDictionary<string, string> Hashes(string folder)
    {
        SortedDictionary<string, string> hashes = new(StringComparer.Ordinal);
        long bytes = 0;
        foreach ((string name, string path) in FilesOf(folder, folder, 0))
        {
            byte[] content = RegularFile.ReadAllBytes(path, MostBytes);
            bytes += content.Length;
            if (hashes.Count == MostFiles || bytes > MostBytes)
                throw TooMuch(folder);
            hashes[name] = Convert.ToHexString(SHA256.HashData(content));
        }

        return hashes;
    }

    private static void CopyFolder(string source, string target)
    {
        Counter counter = new(source);
        foreach ((string name, string path) in FilesOf(source, source, 0))
        {
            using Stream content = RegularFile.OpenStream(path);
            counter.Copy(content, Place(source, target, name));
        }
    }

    private static IEnumerable<(string Name, string Path)> FilesOf(string root, string folder, int depth)
    {
        if (depth > MostDepth)
            throw Refused(root, $"its folders are more than {MostDepth} deep");
        foreach (string path in Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal))
        {
            string name = Path.GetRelativePath(root, path).Replace('\\', '/');
            FileAttributes attributes = File.GetAttributes(path);
            if ((attributes & FileAttributes.ReparsePoint) != 0)
                throw Refused(root, $"{name} is a link");
            if ((attributes & FileAttributes.Directory) == 0)
            {
                if (!RegularFile.Exists(path))
                    throw Refused(root, $"{name} is a pipe, a socket or a device");
                yield return (name, path);
                continue;
            }

            foreach ((string Name, string Path) below in FilesOf(root, path, depth + 1))
                yield return below;
        }
    }

    private static void CopyArchive(string source, string target)
    {
        RegularFile.Demand(source, MostPackage);
        using Stream stream = RegularFile.OpenStream(source);
        using MemoryStream whole = new();
        stream.CopyTo(whole);
        using ZipArchive archive = new(whole, ZipArchiveMode.Read);
        bool isNuGet = source.EndsWith(".nupkg", StringComparison.OrdinalIgnoreCase);
        Counter counter = new(source);
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        string prefix = PrefixOf(archive);
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            int type = (entry.ExternalAttributes >> UnixModeShift) & FileTypeMask;
            bool isFolder = entry.FullName.EndsWith('/');
            if (!isFolder && type != 0 && type != RegularType)
                throw Refused(source, $"{entry.FullName} is a link or a device");
            if (isNuGet && IsOfNuGet(entry.FullName))
                continue;
            string name = entry.FullName.StartsWith(prefix, StringComparison.Ordinal) ? entry.FullName[prefix.Length..] : entry.FullName;
            string place = Place(source, target, isFolder ? name.TrimEnd('/') + "/x" : name);
            if (isFolder)
                continue;
            if (!seen.Add(name))
                throw Refused(source, $"{entry.FullName} is in it twice");
            using Stream content = entry.Open();
            counter.Copy(content, place);
        }
    }

    /// <summary>The folder in an archive that has the manifest, where all is in one folder, as archives of repositories are.</summary>
    private static string PrefixOf(ZipArchive archive)
    {
        string[] manifests =
        [
            .. archive
                .Entries.Select(entry => entry.FullName)
                .Where(name => name.Split('/')[^1] == ManifestReader.FileName && name.Count(c => c == '/') <= 1),
        ];
        string prefix = manifests is [string only] ? only[..^ManifestReader.FileName.Length] : "";
        return archive.Entries.All(entry => entry.FullName.StartsWith(prefix, StringComparison.Ordinal)) ? prefix : "";
    }

    private static bool IsOfNuGet(string name) =>
        Array.Exists(PartsOfNuGet, part => name.StartsWith(part, StringComparison.Ordinal))
        || (name.EndsWith(".nuspec", StringComparison.OrdinalIgnoreCase) && !name.Contains('/', StringComparison.Ordinal));

    /// <summary>Where a file goes. Each part of its path must be a name, on every operating system.</summary>
    private static string Place(string source, string target, string name)
    {
        string[] parts = name.Split('/');
        bool isPlain = parts.Length <= MostDepth + 1 && Array.TrueForAll(parts, IsPlainName);
        return isPlain ? Path.Combine([target, .. parts]) : throw Refused(source, $"'{name}' is no path in the plugin's folder");
    }

    private static bool IsPlainName(string name) =>
        RegularFile.IsName(name)
        && !name.EndsWith('.')
        && !name.EndsWith(' ')
        && name.IndexOfAny(['<', '>', '"', '|', '?', '*']) < 0
        && Display.PlainText.IsPlain(name);

    private static RimuruException TooMuch(string source) => Refused(source, $"it has more than {MostFiles} files or {MostBytes >> 20} MB");

    private static RimuruException Refused(string source, string reason, Exception? cause = null) =>
        new(ErrorCodes.PluginPackageInvalid, $"{source} cannot be installed: {reason}.", source, cause);

    /// <summary>Counts what is copied: the sizes that an archive tells may be wrong.</summary>
    private sealed class Counter(string source)
    {
        private int files;
        private long bytes;

        public void Copy(Stream content, string place)
        {
            files++;
            if (files > MostFiles)
                throw TooMuch(source);
            PrivateFile.CreateFolder(Path.GetDirectoryName(place)!);
            using FileStream file = PrivateFile.Open(place);
            byte[] buffer = new byte[64 * 1024];
            for (int read = content.Read(buffer); read > 0; read = content.Read(buffer))
            {
                bytes += read;
                if (bytes > MostBytes)
                    throw TooMuch(source);
                file.Write(buffer, 0, read);
            }
        }
    }
}
