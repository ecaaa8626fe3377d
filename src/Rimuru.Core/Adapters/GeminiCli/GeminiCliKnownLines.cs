using System.Collections.Frozen;
using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.GeminiCli;

/// <summary>What Gemini CLI's reader knows of a chat log.</summary>
internal static class GeminiCliKnownLines
{
    public static readonly KnownLines All = new()
    {
        NewestVersion = "0.61.0",
        KindOf = KindOf,

        // No line tells the release.
        VersionOf = _ => null,
        Kinds = new Dictionary<string, LineUse>(StringComparer.Ordinal)
        {
            ["gemini"] = LineUse.Counted,

            // A change of the head may hold the history, whose messages are read one by one.
            ["$set"] = LineUse.Counted,
            ["(head)"] = LineUse.Counted,
            ["$rewindTo"] = LineUse.NoCounts,
            ["user"] = LineUse.NoCounts,
            ["info"] = LineUse.NoCounts,
            ["warning"] = LineUse.NoCounts,
            ["error"] = LineUse.NoCounts,
        }.ToFrozenDictionary(StringComparer.Ordinal),
        Counts = new[] { "input", "output", "cached", "thoughts", "tool", "total" }.ToFrozenSet(StringComparer.Ordinal),
        Usages = new[] { "tokens" }.ToFrozenSet(StringComparer.Ordinal),
        Foreign = new[] { "content", "displayContent", "args", "result", "resultDisplay" }.ToFrozenSet(StringComparer.Ordinal),
    };

    private static string? KindOf(JsonElement line)
    {
        if (line.Has("$set"u8))
            return "$set";
        if (line.Has("$rewindTo"u8))
            return "$rewindTo";
        return line.Get("type"u8).Text() ?? (line.Has("sessionId"u8) ? "(head)" : null);
    }
}
