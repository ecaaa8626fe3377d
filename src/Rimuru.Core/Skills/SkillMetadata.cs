using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rimuru.Core.Files;

namespace Rimuru.Core.Skills;

/// <summary>The <c>.skillkit.json</c> in the folder of an installed skill, in SkillKit's own form.</summary>
internal sealed record SkillMetadata
{
    public const string FileName = ".skillkit.json";

    private const int MostBytes = 64 * 1024;

    public required string Name { get; init; }

    /// <summary>Where it came from: a path, <c>OWNER/REPOSITORY</c> or a URL.</summary>
    public required string Source { get; init; }

    /// <summary>One of SkillKit's kinds; it discards its whole list if one is unknown.</summary>
    public required string SourceType { get; init; }

    /// <summary>The skill's folder below the source; null for the source itself.</summary>
    public string? Subpath { get; init; }

    /// <summary>The branch or tag; null for the usual one. SkillKit does not know it.</summary>
    public string? Ref { get; init; }

    public DateTimeOffset InstalledAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>SkillKit's own flag, which agents do not know.</summary>
    public bool Enabled { get; init; } = true;

    public string? Version { get; init; }

    public string Checksum { get; init; } = "";

    /// <summary>The first 16 hexadecimal digits of the SHA-256 of a SKILL.md.</summary>
    public static string ChecksumOf(byte[] content) => Convert.ToHexString(SHA256.HashData(content), 0, 8).ToLowerInvariant();

    /// <summary>Reads it from a skill's folder; null if there is none, or it is none.</summary>
    public static SkillMetadata? Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        try
        {
            if (!RegularFile.Exists(path) || new FileInfo(path).LinkTarget is not null)
                return null;
            using JsonDocument json = JsonDocument.Parse(RegularFile.ReadAllBytes(path, MostBytes));
            return Of(json.RootElement);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    public JsonObject ToJson()
    {
        JsonObject json = new()
        {
            ["name"] = Name,
            ["description"] = "",
            ["source"] = Source,
            ["sourceType"] = SourceType,
        };
        if (Subpath is not null)
            json["subpath"] = Subpath;
        if (Ref is not null)
            json["ref"] = Ref;
        json["installedAt"] = TimeOf(InstalledAt);
        if (UpdatedAt is { } updated)
            json["updatedAt"] = TimeOf(updated);
        json["enabled"] = Enabled;
        if (Version is not null)
            json["version"] = Version;
        json["checksum"] = Checksum;
        return json;
    }

    /// <summary>A time as SkillKit's schema wants it.</summary>
    public static string TimeOf(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static SkillMetadata? Of(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && TextOf(json, "name") is { } name && TextOf(json, "source") is { } source
            ? new()
            {
                Name = name,
                Source = source,
                SourceType = TextOf(json, "sourceType") ?? "local",
                Subpath = TextOf(json, "subpath"),
                Ref = TextOf(json, "ref"),
                InstalledAt = TimeIn(json, "installedAt") ?? DateTimeOffset.UnixEpoch,
                UpdatedAt = TimeIn(json, "updatedAt"),
                Enabled = !json.TryGetProperty("enabled", out JsonElement enabled) || enabled.ValueKind != JsonValueKind.False,
                Version = TextOf(json, "version"),
                Checksum = TextOf(json, "checksum") ?? "",
            }
            : null;

    private static string? TextOf(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static DateTimeOffset? TimeIn(JsonElement json, string name) =>
        DateTimeOffset.TryParse(TextOf(json, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time
            : null;
}
