using System.Text.Json;
using Rimuru.Core.Formats;

namespace Rimuru.Core.AdapterContract;

/// <summary>Finds objects that look like usage: with two or more numbers whose names contain tokens.</summary>
internal static class TokenCounts
{
    private const int Enough = 2;

    public static bool Any(JsonElement element, IReadOnlySet<string> foreign) => Names(element, foreign).Any();

    /// <summary>The names of the counts in all objects that look like usage.</summary>
    public static IEnumerable<string> Names(JsonElement element, IReadOnlySet<string> foreign)
    {
        foreach (JsonElement item in element.Items())
        {
            foreach (string name in Names(item, foreign))
                yield return name;
        }

        List<string> counts = [];
        foreach ((string name, JsonElement value) in element.Properties())
        {
            if (foreign.Contains(name))
                continue;
            if (value.ValueKind == JsonValueKind.Number && name.Contains("token", StringComparison.OrdinalIgnoreCase))
                counts.Add(name);
            foreach (string below in Names(value, foreign))
                yield return below;
        }

        if (counts.Count < Enough)
            yield break;
        foreach (string name in counts)
            yield return name;
    }
}
