using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Pi;

/// <summary>What an entry tells the usage of.</summary>
internal enum PiUsageKind
{
    /// <summary>A request beside the conversation, or what a tool used.</summary>
    Other,

    /// <summary>A message of the assistant.</summary>
    Answer,

    /// <summary>Everything that sub-agents used since the report before, in the result of a tool.</summary>
    Report,

    /// <summary>One answer of a sub-agent.</summary>
    Attribution,
}

/// <summary>The usage in an entry.</summary>
/// <param name="Id">The id of the entry.</param>
/// <param name="Usage">Its tokens and cost; undefined if it has none.</param>
/// <param name="Provider">The provider; null if unknown.</param>
/// <param name="Model">The model that answered, which a router may have chosen.</param>
internal sealed record PiUsage(string? Id, JsonElement Usage, string? Provider, string? Model)
{
    private static readonly long ReadsApartSince = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    /// <summary>The provider's id of the response; local servers may repeat ids.</summary>
    public string? Response { get; init; }

    /// <summary>The session files of the sub-agents whose usage a tool's result sums up.</summary>
    public IReadOnlyCollection<string> SubAgentFiles { get; init; } = [];

    public PiUsageKind Kind { get; init; }

    /// <summary>The kind of API of the provider.</summary>
    public string? Api { get; init; }

    /// <summary>The content of the message, which has the calls of tools.</summary>
    public JsonElement Content { get; init; }

    /// <summary>The terms that change its price; null for standard terms.</summary>
    public string? Terms { get; init; }

    public UsageEvidence Evidence { get; init; } = UsageEvidence.Recorded;

    /// <summary>The key of the request in ledgers of older versions, if it was different.</summary>
    public RecordKey? FormerKey => Response is null ? null : PiIdentity.OfFormerResponse(Response);

    /// <summary>The counts as logged, which are part of a request's identity.</summary>
    public TokenUsage Counted(RowSink sink)
    {
        long written = Usage.Tokens("cacheWrite"u8, sink),
            kept = Math.Min(LongLived(sink), written),
            output = Usage.Tokens("output"u8, sink);
        return new TokenUsage(
            Usage.Tokens("input"u8, sink),
            Usage.Tokens("cacheRead"u8, sink),
            written - kept,
            kept,
            output,
            Math.Min(Usage.Tokens(Usage.Has("reasoningTokens"u8) ? "reasoningTokens"u8 : "reasoning"u8, sink), output)
        );
    }

    /// <summary>The cache writes that live for an hour; Oh My Pi writes both lives apart.</summary>
    private long LongLived(RowSink sink) =>
        Usage.Has("cttl"u8) ? Usage.Get("cttl"u8).Tokens("ephemeral1h"u8, sink) : Usage.Tokens("cacheWrite1h"u8, sink);

    /// <summary>
    /// Disjoint buckets: all cache writes include the long-lived ones, and the output includes the reasoning. The total shows whether the
    /// input includes the cache reads; without one, Pi's release decides: before March 2026 it did for Google's models.
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

    public RecordKey Key(SessionRef session, long ms, TokenUsage tokens) =>
        Response is not null ? PiIdentity.OfResponse(Response, ms) : PiIdentity.OfEntry(Id ?? session.SessionId, ms, tokens);

    private static bool IsGoogle(string? name) =>
        name is not null
        && (name.Contains("google", StringComparison.OrdinalIgnoreCase) || name.Contains("vertex", StringComparison.OrdinalIgnoreCase));
}
