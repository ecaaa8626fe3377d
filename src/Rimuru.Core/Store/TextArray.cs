using System.Text.Json;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Store;

/// <summary>Several texts in one: a JSON array, as both stores keep a model's other names, and as SQLite takes a list.</summary>
internal static class TextArray
{
    public static string Write(IEnumerable<string> texts) => $"[{string.Join(',', texts.Select(text => $"\"{JsonEncodedText.Encode(text)}\""))}]";

    public static List<string> Read(string array)
    {
        using JsonDocument texts = JsonDocument.Parse(array);
        return [.. texts.RootElement.EnumerateArray().Select(text => text.GetString()!)];
    }
}
