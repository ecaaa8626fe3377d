using System.Text.Json;

namespace Rimuru.Core.Store;

/// <summary>A model's other names as both stores keep them: a JSON array of text.</summary>
internal static class StoredAliases
{
    public static string Write(IReadOnlyList<string> aliases) => $"[{string.Join(',', aliases.Select(alias => $"\"{JsonEncodedText.Encode(alias)}\""))}]";

    public static List<string> Read(string text)
    {
        using JsonDocument aliases = JsonDocument.Parse(text);
        return [.. aliases.RootElement.EnumerateArray().Select(alias => alias.GetString()!)];
    }
}
