using System.Text.Json;

namespace Rimuru.Core.Store;

/// <summary>Several texts as a JSON array: the format of a model's aliases in both stores, and of list parameters in SQLite.</summary>
internal static class TextArray
{
    public static string Write(IEnumerable<string> texts) =>
        $"[{string.Join(',', texts.Select(text => $"\"{JsonEncodedText.Encode(text)}\""))}]";

    public static List<string> Read(string array)
    {
        using JsonDocument texts = JsonDocument.Parse(array);
        return [.. texts.RootElement.EnumerateArray().Select(text => text.GetString()!)];
    }
}
