using System.Text.Json;
using System.Text.Json.Nodes;
using Rimuru.Core.Config;
using Rimuru.Core.Errors;
using Rimuru.Core.Files;

namespace Rimuru.Core.Skills;

/// <summary>
/// The user's list of installed skills, <c>~/.skillkit/lock.json</c>, which is SkillKit's too. Only what is in it was named by the user:
/// the <c>.skillkit.json</c> in a project may be anybody's.
/// </summary>
internal sealed class SkillLock(HostEnvironment environment)
{
    private const string Skills = "skills";
    private const string Agents = "agents";

    private readonly string path = environment.InHome(".skillkit", "lock.json");

    /// <summary>True if the user has installed a skill of this name from this source.</summary>
    public bool Has(SkillMetadata metadata) =>
        Read() is { } list && list[Skills] is JsonObject skills && skills.ContainsKey(KeyOf(metadata.Source, metadata.Name));

    /// <summary>Adds an installed skill, with the agents that it had before.</summary>
    public void Add(SkillMetadata metadata, IEnumerable<string> agents, string folder) =>
        Change(skills =>
        {
            string key = KeyOf(metadata.Source, metadata.Name);
            JsonObject entry = new()
            {
                ["source"] = metadata.Source,
                ["sourceType"] = metadata.SourceType,
                ["installedAt"] = SkillMetadata.TimeOf(metadata.InstalledAt),
            };
            if (metadata.UpdatedAt is { } updated)
                entry["updatedAt"] = SkillMetadata.TimeOf(updated);
            entry["checksum"] = metadata.Checksum;
            entry[Agents] = new JsonArray([.. AgentsOf(skills[key]).Union(agents).Select(agent => (JsonNode)agent)]);
            entry["path"] = folder;
            skills[key] = entry;
        });

    /// <summary>Takes a skill's agents out, and the skill when it has none left.</summary>
    public void Remove(SkillMetadata metadata, IEnumerable<string> agents) =>
        Change(skills =>
        {
            string key = KeyOf(metadata.Source, metadata.Name);
            string[] left = [.. AgentsOf(skills[key]).Except(agents)];
            if (left.Length == 0 || skills[key] is not JsonObject entry)
                skills.Remove(key);
            else
                entry[Agents] = new JsonArray([.. left.Select(agent => (JsonNode)agent)]);
        });

    private void Change(Action<JsonObject> change)
    {
        PrivateFile.CreateFolder(Path.GetDirectoryName(path)!);
        using FileReplacement turn = FileReplacement.Begin(path);
        JsonObject list = Read() ?? new JsonObject { ["version"] = 1, [Skills] = new JsonObject() };
        if (list[Skills] is not JsonObject skills)
            list[Skills] = skills = [];
        change(skills);
        turn.Commit(SkillJson.Bytes(list));
    }

    /// <summary>The list; null if there is none. E8007: it cannot be read, and is not replaced.</summary>
    private JsonObject? Read()
    {
        try
        {
            return RegularFile.IsMissing(path)
                ? null
                : JsonNode.Parse(RegularFile.ReadAllBytes(path, RegularFile.SmallDocument))?.AsObject();
        }
        catch (Exception e)
            when (e is JsonException or InvalidOperationException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            throw new RimuruException(ErrorCodes.SkillNotWritten, $"{path} was left as it is: {e.Message}", path, e);
        }
    }

    private static IEnumerable<string> AgentsOf(JsonNode? entry) =>
        entry is JsonObject known && known[Agents] is JsonArray agents ? agents.OfType<JsonValue>().Select(agent => agent.ToString()) : [];

    private static string KeyOf(string source, string name) => $"{source}:{name}";
}
