using System.Globalization;
using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Cursor;

/// <summary>Reads rows of the team API (<c>POST /teams/filtered-usage-events</c>): one page, several pages, or only the events.</summary>
internal static class CursorTeamEvents
{
    public static IEnumerable<JsonElement> In(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array)
            return root.EnumerateArray().SelectMany(item => IsPage(item) ? In(item) : [item]);
        JsonElement events = root.Get("usageEvents"u8);
        return (events.ValueKind == JsonValueKind.Array ? events : root.Get("usageEventsDisplay"u8)).Items();
    }

    /// <summary>Reads an event; false if it is malformed. An event without tokens and money is not a request.</summary>
    public static bool TryRead(JsonElement item, NameTable names, RowSink sink, out CursorEvent? row)
    {
        row = null;
        if (item.Time("timestamp"u8) is not { } time)
            return false;
        JsonElement usage = item.Get("tokenUsage"u8);
        TokenUsage tokens = new(
            Tokens(usage, "inputTokens"u8, sink),
            Tokens(usage, "cacheReadTokens"u8, sink),
            Tokens(usage, "cacheWriteTokens"u8, sink),
            0,
            Tokens(usage, "outputTokens"u8, sink),
            0
        );

        // The dashboard's cost column is this sum, without the fee per token that a team pays.
        NanoUsd? cost = IsIncluded(item) ? null : Cents(usage.Get("totalCents"u8)) ?? Cents(item.Get("chargedCents"u8));
        if (tokens.IsZero && cost is null or { Value: 0 })
            return true;
        row = new CursorEvent
        {
            UnixMs = time,
            Model = item.Text("model"u8, names),
            User = item.Text("userEmail"u8, names),
            Tokens = tokens,
            CostNano = cost,
        };
        return true;
    }

    private static bool IsPage(JsonElement item) => item.Has("usageEvents"u8) || item.Has("usageEventsDisplay"u8);

    private static bool IsIncluded(JsonElement item) =>
        item.Get("kind"u8).Text() is { } kind && kind.Contains("INCLUDED", StringComparison.OrdinalIgnoreCase);

    /// <summary>A token count, which may be a number or a text.</summary>
    private static long Tokens(JsonElement usage, ReadOnlySpan<byte> name, RowSink sink)
    {
        JsonElement value = usage.Get(name);
        if (value.ValueKind != JsonValueKind.String)
            return usage.Tokens(name, sink);
        if (!long.TryParse(value.Text(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
            return 0;
        return TokenFields.Of(number, sink);
    }

    private static NanoUsd? Cents(JsonElement value)
    {
        decimal cents = -1;
        bool isNumber = value.ValueKind switch
        {
            JsonValueKind.Number => value.TryGetDecimal(out cents),
            JsonValueKind.String => decimal.TryParse(value.Text(), NumberStyles.Float, CultureInfo.InvariantCulture, out cents),
            _ => false,
        };
        return isNumber ? ReportedCost.Of(cents / 100) : null;
    }
}
