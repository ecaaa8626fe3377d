using System.Globalization;
using System.Text;
using System.Text.Json;
using Rimuru.Core.Errors;
using Rimuru.Core.Files;

namespace Rimuru.Core.Pricing;

/// <summary>
/// Reads the usage file of <c>rimuru price</c>: an array of <c>{id, provider?, model, date, tier?, modifiers?, usage}</c>, or the records
/// that <c>rimuru usage --json</c> prints.
/// </summary>
internal sealed class PriceQuestionReader
{
    private static readonly string[] ItemKeys =
    [
        "id",
        "provider",
        "model",
        "date",
        "timestamp",
        "tier",
        "serviceTier",
        "modifiers",
        "usage",
    ];

    /// <summary>The counts of usage, and the names that Rimuru's own JSON has for them.</summary>
    private static readonly Dictionary<string, string> UsageKeys = new(StringComparer.Ordinal)
    {
        ["input"] = "inputTokens",
        ["output"] = "outputTokens",
        ["reasoning"] = "reasoningTokens",
        ["cache_read"] = "cacheReadTokens",
        ["cache_write"] = "cache_write",
        ["cache_write_5m"] = "cacheWrite5mTokens",
        ["cache_write_30m"] = "cacheWrite30mTokens",
        ["cache_write_1h"] = "cacheWrite1hTokens",
        ["cache_write_12h"] = "cacheWrite12hTokens",
        ["input_audio"] = "inputAudioTokens",
        ["cache_read_audio"] = "cacheReadAudioTokens",
        ["web_search"] = "webSearches",
        ["file_search"] = "fileSearches",
        ["web_fetch"] = "webFetches",
        ["premium_requests"] = "premiumRequests",
        ["total"] = "totalTokens",
    };

    private static readonly Dictionary<string, string> KeysByOwnName = UsageKeys.ToDictionary(
        key => key.Value,
        key => key.Key,
        StringComparer.Ordinal
    );

    private readonly string file;
    private int index;

    private PriceQuestionReader(string file) => this.file = file;

    /// <summary>Reads an open stream, which <paramref name="name"/> names in errors.</summary>
    internal static IReadOnlyList<PriceQuestion> Read(Stream stream, string name)
    {
        using MemoryStream json = new();
        stream.CopyTo(json);
        return Read(json.ToArray(), name);
    }

    /// <summary>Reads a file. E7002: it cannot be opened. E7003: it is not such an array. E7004: a key is wrong.</summary>
    internal static IReadOnlyList<PriceQuestion> ReadFile(string path)
    {
        byte[] json;
        try
        {
            json = RegularFile.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new RimuruException(ErrorCodes.UsageFileMissing, $"The usage file cannot be read: {e.Message}", path, e);
        }

        return Read(json, path);
    }

    /// <summary>Reads the text of such a file; <paramref name="file"/> names it in errors.</summary>
    internal static IReadOnlyList<PriceQuestion> Read(ReadOnlyMemory<byte> json, string file)
    {
        PriceQuestionReader reader = new(file);
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        if (json.Span.StartsWith(mark))
            json = json[mark.Length..];
        try
        {
            using JsonDocument document = JsonDocument.Parse(
                json,
                new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip }
            );
            if (document.RootElement.ValueKind != JsonValueKind.Array)
            {
                throw new RimuruException(
                    ErrorCodes.UsageFileFormat,
                    $"{file}: expected an array of usage items, not {Kind(document.RootElement)}.",
                    file
                );
            }

            List<PriceQuestion> questions = new(document.RootElement.GetArrayLength());
            foreach (JsonElement item in document.RootElement.EnumerateArray())
            {
                questions.Add(reader.ReadItem(item));
                reader.index++;
            }

            return questions;
        }
        catch (InvalidOperationException e)
        {
            // A name or a text that is not valid Unicode, such as a lone surrogate.
            throw new RimuruException(
                ErrorCodes.UsageItemInvalid,
                $"{file}: item {reader.index}: it has a text that is not valid Unicode.",
                $"{file}[{reader.index}]",
                e
            );
        }
        catch (JsonException e)
        {
            throw new RimuruException(
                ErrorCodes.UsageFileFormat,
                $"{file}: not valid JSON at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.",
                file,
                e
            );
        }
    }

    private PriceQuestion ReadItem(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object)
            throw new RimuruException(ErrorCodes.UsageFileFormat, $"{file}: item {index} is not an object.", file);
        bool isRecord = !item.TryGetProperty("usage", out JsonElement usage) && item.TryGetProperty(UsageKeys["input"], out _);
        if (!isRecord && usage.ValueKind != JsonValueKind.Object)
            throw Bad("usage", "expected an object");
        if (!isRecord && item.EnumerateObject().Select(key => key.Name).FirstOrDefault(key => !ItemKeys.Contains(key)) is { } unknown)
            throw Unknown(unknown, "", ItemKeys);
        BilledUsage billed = isRecord ? ReadUsage(item, "") : ReadUsage(usage, "usage.");
        return new PriceQuestion(ReadId(item), Text(item, "provider"), Text(item, "model"), ReadDate(item), ReadTerms(item), billed);
    }

    private string ReadId(JsonElement item) =>
        !item.TryGetProperty("id", out JsonElement id) || id.ValueKind == JsonValueKind.Null
            ? index.ToString(CultureInfo.InvariantCulture)
            : id.ValueKind switch
            {
                JsonValueKind.String => id.GetString()!,
                JsonValueKind.Number => id.GetRawText(),
                _ => throw Bad("id", "expected a string"),
            };

    private DateTimeOffset ReadDate(JsonElement item)
    {
        string text = Text(item, "date") ?? Text(item, "timestamp") ?? throw Bad("date", "is missing; a price depends on the date");
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date)
            ? date
            : throw Bad("date", $"'{text}' is not a date such as 2026-11-22T14:00:00Z");
    }

    private PriceTerms ReadTerms(JsonElement item)
    {
        var terms = new StringBuilder(Text(item, "tier") ?? Text(item, "serviceTier"));
        if (item.TryGetProperty("modifiers", out JsonElement modifiers) && modifiers.ValueKind != JsonValueKind.Null)
        {
            if (modifiers.ValueKind != JsonValueKind.Object)
                throw Bad("modifiers", "expected an object");
            foreach (JsonProperty modifier in modifiers.EnumerateObject())
                terms.Append(',').Append(Term(modifier));
        }

        return PriceTerms.Parse(terms.ToString());
    }

    /// <summary>Converts a modifier to a term of <see cref="PriceTerms"/>; an unknown one becomes a term without a price.</summary>
    private static string Term(JsonProperty modifier)
    {
        if (modifier.Value.ValueKind is JsonValueKind.Null or JsonValueKind.False)
            return "";
        bool isTrue = modifier.Value.ValueKind == JsonValueKind.True,
            isText = modifier.Value.ValueKind == JsonValueKind.String;
        string value = (isText ? modifier.Value.GetString()! : modifier.Value.GetRawText()).Replace(',', ';');
        return modifier.Name switch
        {
            "inference_geo"
            or "region"
            or "geo"
            or "endpoint"
            or "regional"
            or "regional_processing"
            or "data_residency" when isTrue || isText => isTrue ? "regional" : $"region:{value}",
            "speed" or "service_tier" or "tier" when isText => value,
            "batch" or "flex" or "priority" or "fast" or "ultrafast" when isTrue => modifier.Name,
            "plan" when isText => value.Equals("free", StringComparison.OrdinalIgnoreCase) ? "free-plan" : "",
            "effort" or "thinking" or "context" => "",
            _ => $"{modifier.Name}={value}",
        };
    }

    /// <summary>Reads the counts below a path; without one the usage is a whole record, whose other keys are passed over.</summary>
    private BilledUsage ReadUsage(JsonElement usage, string path)
    {
        long input = 0,
            read = 0,
            write5m = 0,
            write30m = 0,
            write1h = 0,
            write12h = 0,
            output = 0,
            reasoning = 0;
        long inputAudio = 0,
            readAudio = 0,
            webSearches = 0,
            fileSearches = 0;
        decimal premium = 0;
        foreach (JsonProperty part in usage.EnumerateObject())
        {
            switch (KeysByOwnName.GetValueOrDefault(part.Name, part.Name))
            {
                case "input":
                    input = Count(part);
                    break;
                case "output":
                    output = Count(part);
                    break;
                case "reasoning":
                    reasoning = Count(part);
                    break;
                case "cache_read":
                    read = Count(part);
                    break;
                case "cache_write" or "cache_write_5m":
                    write5m += Count(part);
                    break;
                case "cache_write_30m":
                    write30m = Count(part);
                    break;
                case "cache_write_1h":
                    write1h = Count(part);
                    break;
                case "cache_write_12h":
                    write12h = Count(part);
                    break;
                case "input_audio":
                    inputAudio = Count(part);
                    break;
                case "cache_read_audio":
                    readAudio = Count(part);
                    break;
                case "web_search":
                    webSearches = Count(part);
                    break;
                case "file_search":
                    fileSearches = Count(part);
                    break;
                case "web_fetch" or "total":
                    Count(part);
                    break;
                case "premium_requests":
                    premium = Math.Max(0, Number(part));
                    break;
                default:
                    if (path.Length > 0)
                        throw Unknown(part.Name, path, UsageKeys.Keys.Concat(KeysByOwnName.Keys));
                    break;
            }
        }

        return new BilledUsage
        {
            Tokens = new TokenUsage(input, read, write5m, write1h, output, reasoning),
            CacheWrite30m = write30m,
            CacheWrite12h = write12h,
            InputAudio = inputAudio,
            CacheReadAudio = readAudio,
            WebSearches = webSearches,
            FileSearches = fileSearches,
            PremiumRequests = premium,
        };
    }

    /// <summary>Reads a whole number. Agents' logs contain negative counts; they count as zero.</summary>
    private long Count(JsonProperty part)
    {
        decimal number = Number(part);
        if (number != decimal.Truncate(number))
            throw Bad($"usage.{part.Name}", $"{part.Value.GetRawText()} is not a whole number");
        if (number < 0)
            throw Bad($"usage.{part.Name}", $"{part.Value.GetRawText()} is below zero");
        return (long)Math.Min(number, long.MaxValue / 1024);
    }

    private decimal Number(JsonProperty part) =>
        part.Value.ValueKind switch
        {
            JsonValueKind.Null => 0,
            JsonValueKind.Number when part.Value.TryGetDecimal(out decimal number) => number,
            _ => throw Bad($"usage.{part.Name}", $"expected a number, not {part.Value.GetRawText()}"),
        };

    private string? Text(JsonElement item, string key)
    {
        if (!item.TryGetProperty(key, out JsonElement value))
            return null;
        return value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => value.GetString(),
            _ => throw Bad(key, $"expected a string, not {Kind(value)}"),
        };
    }

    private static string Kind(JsonElement value) => value.ValueKind.ToString().ToLowerInvariant();

    private RimuruException Unknown(string key, string path, IEnumerable<string> known)
    {
        return new RimuruException(
            ErrorCodes.UsageItemInvalid,
            $"{file}: item {index}: the key {path}{key} is unknown.{Spelling.Hint(key, known)}",
            $"{file}[{index}].{path}{key}"
        );
    }

    private RimuruException Bad(string key, string problem) =>
        new(ErrorCodes.UsageItemInvalid, $"{file}: item {index}, {key}: {problem}.", $"{file}[{index}].{key}");
}
