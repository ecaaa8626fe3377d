using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Cursor;

/// <summary>Token counts as the editor logs them.</summary>
internal static class CursorUsage
{
    /// <summary>Reads prompt and output tokens; the editor does not record caches or reasoning. Null if there is no object.</summary>
    public static TokenUsage? Read(ref Utf8JsonReader reader, RowSink sink)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            return null;
        long input = 0,
            output = 0;
        while (Json.Next(ref reader))
        {
            if (Json.Is(ref reader, "inputTokens"u8))
                input = TokenFields.Read(ref reader, sink);
            else if (Json.Is(ref reader, "outputTokens"u8))
                output = TokenFields.Read(ref reader, sink);
            else
                Json.SkipProperty(ref reader);
        }

        return new TokenUsage(input, 0, 0, 0, output, 0);
    }
}
