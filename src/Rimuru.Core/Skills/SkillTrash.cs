using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rimuru.Core.Config;
using Rimuru.Core.Files;

namespace Rimuru.Core.Skills;

/// <summary>
/// Where skills go that are removed or replaced, in Rimuru's data folder. Nothing is ever deleted from it; the user may.
/// </summary>
internal sealed class SkillTrash(HostEnvironment environment)
{
    private const string Content = "skill";
    private const string Label = "entry.json";

    private readonly string folder = Path.Combine(new ConfigPaths(environment).DataFolder, "skills", "trash");

    /// <summary>What is in the trash, the newest first.</summary>
    public IReadOnlyList<RemovedSkill> All() =>
        Directory.Exists(folder)
            ?
            [
                .. Directory
                    .EnumerateDirectories(folder)
                    .Select(Read)
                    .OfType<RemovedSkill>()
                    .OrderByDescending(entry => entry.Id, StringComparer.Ordinal),
            ]
            : [];

    /// <summary>Moves a skill's folder, or a link in its place, into the trash. <see cref="IOException"/>: it cannot be moved.</summary>
    public RemovedSkill Put(string place, string reason)
    {
        DateTimeOffset now = environment.Time.GetUtcNow();
        string time = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture),
            id = time;
        for (int number = 2; Path.Exists(Path.Combine(folder, id)); number++)
            id = string.Create(CultureInfo.InvariantCulture, $"{time}-{number}");
        string entry = Path.Combine(folder, id);
        PrivateFile.CreateFolder(folder);
        PrivateFile.CreateFolder(entry);
        RemovedSkill removed = new()
        {
            Id = id,
            Name = Path.GetFileName(place),
            RemovedAt = now,
            Reason = reason,
            Path = place,
            Trash = Path.Combine(entry, Content),
        };
        try
        {
            using (FileReplacement label = FileReplacement.Begin(Path.Combine(entry, Label)))
                label.Commit(
                    SkillJson.Bytes(
                        new JsonObject
                        {
                            ["name"] = removed.Name,
                            ["path"] = place,
                            ["reason"] = reason,
                            ["removedAt"] = SkillMetadata.TimeOf(now),
                        }
                    )
                );
            FolderMove.Move(place, removed.Trash);
        }
        catch
        {
            if (!Path.Exists(removed.Trash))
                Directory.Delete(entry, recursive: true);
            throw;
        }

        return removed;
    }

    /// <summary>Moves a skill back to where it was, which must be free. <see cref="IOException"/>: it cannot be moved.</summary>
    public static void Restore(RemovedSkill removed)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(removed.Path)!);
        FolderMove.Move(removed.Trash, removed.Path);
        Directory.Delete(Path.GetDirectoryName(removed.Trash)!, recursive: true);
    }

    private static RemovedSkill? Read(string entry)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(RegularFile.ReadAllBytes(Path.Combine(entry, Label), RegularFile.SmallDocument));
            return new()
            {
                Id = Path.GetFileName(entry),
                Name = json.RootElement.GetProperty("name").GetString()!,
                Path = json.RootElement.GetProperty("path").GetString()!,
                Reason = json.RootElement.GetProperty("reason").GetString()!,
                RemovedAt = json.RootElement.GetProperty("removedAt").GetDateTimeOffset(),
                Trash = Path.Combine(entry, Content),
            };
        }
        catch (Exception e)
            when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or KeyNotFoundException)
        {
            // a move that was ended before its label was written
            return null;
        }
    }
}
