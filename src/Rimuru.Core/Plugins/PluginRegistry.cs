using System.Security.Cryptography;
using System.Text.Json;
using Rimuru.Core.Config;
using Rimuru.Core.Errors;
using Rimuru.Core.Files;

namespace Rimuru.Core.Plugins;

/// <summary>
/// The plugins of this user: their folders, and a file that says which of them count. A plugin is staged in a folder of its own, and exists
/// only when that file names it; so nothing is ever half installed.
/// </summary>
internal sealed class PluginRegistry
{
    /// <summary>How long an installation may take.</summary>
    private static readonly TimeSpan Unnamed = TimeSpan.FromHours(1);

    private readonly string folder;
    private readonly string file;
    private readonly TimeProvider time;

    public PluginRegistry(HostEnvironment environment)
    {
        ConfigPaths paths = new(environment);
        time = environment.Time;
        (folder, file) = (paths.PluginFolder, paths.PluginFile);
    }

    /// <summary>The installed plugins by id. E10010: the registry is damaged, or others can write it.</summary>
    public IReadOnlyList<InstalledPlugin> All()
    {
        try
        {
            if (RegularFile.IsMissing(file))
                return [];
            if (PrivateFile.WhyNotPrivate(file) is { } open)
                throw Damaged($"{open.Reason} {open.Advice}");
            byte[] bytes = RegularFile.ReadAllBytes(file, RegularFile.SmallDocument);
            List<InstalledPlugin> all = JsonSerializer.Deserialize(bytes, RegistryContext.Default.ListInstalledPlugin) ?? [];
            if (all.Exists(one => !ManifestReader.IsId(one.Id) || !RegularFile.IsName(one.Folder)))
                throw Damaged("An entry has no valid id or folder.");
            return [.. all.OrderBy(one => one.Id, StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw Damaged(e.Message, e);
        }
    }

    /// <summary>A plugin; null if none has the id.</summary>
    public InstalledPlugin? Find(string id) => All().FirstOrDefault(one => one.Id == id);

    public string FolderOf(InstalledPlugin plugin) => Path.Combine(folder, plugin.Folder);

    /// <summary>Copies a plugin into a fresh folder below the registry's; dispose it to remove what was not kept.</summary>
    public StagedPlugin Stage(string source)
    {
        string name = $"plugin-{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
        StagedPlugin staged = new(name, Path.Combine(folder, name));
        try
        {
            PrivateFile.CreateFolder(folder);
            PrivateFile.CreateFolder(staged.Path);
            PluginPackage.CopyInto(source, staged.Path);
            return staged;
        }
        catch (Exception e)
        {
            staged.Dispose();
            if (e is IOException or UnauthorizedAccessException)
                throw NotWritten(e);
            throw;
        }
    }

    /// <summary>The manifest of a folder. E10002: it has none, or a wrong one.</summary>
    public static PluginManifest ManifestOf(string folder)
    {
        string path = Path.Combine(folder, ManifestReader.FileName);
        if (!File.Exists(path))
            throw new RimuruException(ErrorCodes.PluginManifestInvalid, $"It is no plugin: it has no {ManifestReader.FileName}.", path);
        string text;
        try
        {
            text = RegularFile.ReadAllText(path, 64 * 1024);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RimuruException(ErrorCodes.PluginManifestInvalid, $"{path} cannot be read. {e.Message}", path, e);
        }

        PluginManifest manifest = ManifestReader.Read(path, text);
        string entry = Path.Combine(folder, manifest.Entry);
        return RegularFile.Exists(entry)
            ? manifest
            : throw new RimuruException(ErrorCodes.PluginManifestInvalid, $"{path}: the entry {manifest.Entry} does not exist.", path);
    }

    /// <summary>Replaces the entry of a plugin, or removes it, and removes folders that no entry names.</summary>
    public void Change(string id, InstalledPlugin? next)
    {
        try
        {
            PrivateFile.CreateFolder(folder);
            List<InstalledPlugin> all;
            using (FileReplacement replacement = FileReplacement.Begin(file))
            {
                all = [.. All().Where(one => one.Id != id)];
                if (next is not null)
                    all.Add(next);
                replacement.Commit(JsonSerializer.SerializeToUtf8Bytes(all, RegistryContext.Default.ListInstalledPlugin));
            }

            foreach (string unused in Directory.EnumerateDirectories(folder, "plugin-*"))
            {
                // A fresh one may be another process' own, which it has not named yet.
                bool isFresh = time.GetUtcNow() - Directory.GetCreationTimeUtc(unused) < Unnamed;
                if (!isFresh && all.TrueForAll(one => one.Folder != Path.GetFileName(unused)))
                    StagedPlugin.Remove(unused);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(e);
        }
    }

    private RimuruException NotWritten(Exception e) =>
        new(ErrorCodes.PluginRegistryInvalid, $"{folder} cannot be written. {e.Message}", folder, e);

    private RimuruException Damaged(string reason, Exception? cause = null) =>
        new(ErrorCodes.PluginRegistryInvalid, $"The list of plugins {file} cannot be used. {reason}", file, cause);
}

/// <summary>A folder with a plugin that no entry names yet.</summary>
internal sealed class StagedPlugin(string name, string path) : IDisposable
{
    private bool isKept;

    public string Name => name;

    public string Path => path;

    public void Keep() => isKept = true;

    public void Dispose()
    {
        if (!isKept)
            Remove(path);
    }

    public static void Remove(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A running plugin may hold a file of it; the next change removes it.
        }
    }
}
