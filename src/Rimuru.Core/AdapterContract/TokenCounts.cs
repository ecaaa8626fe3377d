using System.Text.Json;
using Rimuru.Core.Formats;

namespace Rimuru.Core.AdapterContract;

/// <summary>
/// Finds objects that look like usage: with two or more numbers whose names contain "token", or in a property that the agent uses for
/// usage.
/// </summary>
internal static class TokenCounts
{
    private const int Enough = 2;

    public static bool Any(JsonElement element, KnownLines known) => Names(element, known).Any();

    /// <summary>The names of the counts in all objects that look like usage.</summary>
    public static IEnumerable<string> Names(JsonElement element, KnownLines known) => Names(element, known, isUsage: false);

    private static IEnumerable<string> Names(JsonElement element, KnownLines known, bool isUsage)
    {
        foreach (JsonElement item in element.Items())
        {
            foreach (string name in Names(item, known, isUsage))
                yield return name;
        }

        List<string> counts = [];
        foreach ((string name, JsonElement value) in element.Properties())
        {
            if (known.Foreign.Contains(name))
                continue;
            if (value.ValueKind == JsonValueKind.Number && (isUsage || name.Contains("token", StringComparison.OrdinalIgnoreCase)))
                counts.Add(name);
            foreach (string below in Names(value, known, known.Usages.Contains(name)))
                yield return below;
        }

        if (counts.Count < Enough)
            yield break;
        foreach (string name in counts)
            yield return name;
    }
}
