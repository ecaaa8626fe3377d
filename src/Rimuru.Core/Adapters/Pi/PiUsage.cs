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
    /// <summary>The seller's id of the response; local servers begin to count anew.</summary>
    public string? Response { get; init; }

    public UsageEvidence Evidence { get; init; } = UsageEvidence.Recorded;

    /// <summary>The key that the request had in ledgers of older versions, where it is another one now.</summary>
    public RecordKey? FormerKey => Response is null ? null : PiIdentity.OfFormerResponse(Response);

    /// <summary>Disjoint buckets: the long-lived writes are a part of all writes, and the reasoning is a part of the output.</summary>
    public TokenUsage Tokens(RowSink sink)
    {
        long written = Usage.Tokens("cacheWrite"u8, sink), kept = Math.Min(Usage.Tokens("cacheWrite1h"u8, sink), written), output = Usage.Tokens("output"u8, sink);
        return new TokenUsage(
            Usage.Tokens("input"u8, sink), Usage.Tokens("cacheRead"u8, sink), written - kept, kept, output, Math.Min(Usage.Tokens("reasoning"u8, sink), output));
    }

    public RecordKey Key(SessionRef session, long ms, TokenUsage tokens, NameTable names) => Response is not null
        ? PiIdentity.OfResponse(Response, ms)
        : PiIdentity.OfEntry(Entry.Text("id"u8, names) ?? session.SessionId, ms, tokens);
}
