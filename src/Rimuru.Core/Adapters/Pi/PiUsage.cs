using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Pi;

/// <summary>What an entry says of requests to a model.</summary>
/// <param name="Entry">The line.</param>
/// <param name="Usage">Its tokens and cost; undefined where it has none.</param>
/// <param name="Provider">The seller, where it is known.</param>
/// <param name="Model">The model that answered, which a router chose itself.</param>
internal sealed record PiUsage(JsonElement Entry, JsonElement Usage, string? Provider, string? Model)
{
    private static readonly long ReadsApartSince = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    /// <summary>The seller's id of the response; local servers begin to count anew.</summary>
    public string? Response { get; init; }

    /// <summary>The session file of the sub-agent whose use a tool tells as a whole; null where it names none.</summary>
    public string? SubAgentFile { get; init; }

    /// <summary>The kind of interface of the seller.</summary>
    public string? Api { get; init; }

    public UsageEvidence Evidence { get; init; } = UsageEvidence.Recorded;

    /// <summary>The key that the request had in ledgers of older versions, where it is another one now.</summary>
    public RecordKey? FormerKey => Response is null ? null : PiIdentity.OfFormerResponse(Response);

    /// <summary>The counts as they stand there, which are a part of what a request is known by.</summary>
    public TokenUsage Counted(RowSink sink)
    {
        long written = Usage.Tokens("cacheWrite"u8, sink),
            kept = Math.Min(Usage.Tokens("cacheWrite1h"u8, sink), written),
            output = Usage.Tokens("output"u8, sink);
        return new TokenUsage(
            Usage.Tokens("input"u8, sink),
            Usage.Tokens("cacheRead"u8, sink),
            written - kept,
            kept,
            output,
            Math.Min(Usage.Tokens("reasoning"u8, sink), output)
        );
    }

    /// <summary>
    /// Disjoint buckets: the long-lived writes are a part of all writes, and the reasoning is a part of the output. Whether the input holds
    /// the cache reads the total
    /// tells, else Pi's release: before March 2026 it did for Google's models.
    /// </summary>
    public TokenUsage Tokens(TokenUsage counted, long ms, RowSink sink)
    {
        PromptCounts prompt = new(counted.Input, counted.CacheRead, counted.CacheWrite5m + counted.CacheWrite1h);
        long? total = Usage.Has("totalTokens"u8) ? Usage.Tokens("totalTokens"u8, sink) : null;
        bool holdsReads = ms < ReadsApartSince && (IsGoogle(Provider) || IsGoogle(Api));
        return counted with
        {
            Input = prompt.Apart(prompt.Proven(total, counted.Output) ?? (holdsReads ? CacheInInput.Reads : CacheInInput.None)).Input,
        };
    }

    public RecordKey Key(SessionRef session, long ms, TokenUsage tokens, NameTable names) =>
        Response is not null
            ? PiIdentity.OfResponse(Response, ms)
            : PiIdentity.OfEntry(Entry.Text("id"u8, names) ?? session.SessionId, ms, tokens);

    private static bool IsGoogle(string? name) =>
        name is not null
        && (name.Contains("google", StringComparison.OrdinalIgnoreCase) || name.Contains("vertex", StringComparison.OrdinalIgnoreCase));
}
