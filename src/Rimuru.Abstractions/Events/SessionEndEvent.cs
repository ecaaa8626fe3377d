using System.Text.Json.Serialization;

namespace Rimuru;

/// <summary>A session ended, and has stayed ended. Its time is that of the session's last line.</summary>
public sealed record SessionEndEvent : SessionFacts
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override EventKind Kind => EventKind.SessionEnd;

    /// <summary>How it ended.</summary>
    public SessionStatus Status { get; init; }

    /// <summary>The models, most used first.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>The number of requests.</summary>
    public long Requests { get; init; }

    /// <summary>All tokens.</summary>
    public long TotalTokens { get; init; }

    /// <summary>The cost in USD; null if nothing is priced.</summary>
    public decimal? Cost { get; init; }

    /// <summary>Tokens without a price.</summary>
    public long UnpricedTokens { get; init; }
}
