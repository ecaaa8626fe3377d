namespace Rimuru.Core.Store.Contracts;

/// <summary>A pre-filter for sessions. A store may still return others, so the caller must check each session.</summary>
internal sealed record SessionScope
{
    public static SessionScope All { get; } = new();

    /// <summary>Active at this time or later, in Unix milliseconds.</summary>
    public long? FromMs { get; init; }

    /// <summary>Active before this time, in Unix milliseconds.</summary>
    public long? ToMs { get; init; }

    /// <summary>With these ids (ASCII), ignoring case; null for any.</summary>
    public IReadOnlyList<string>? Ids { get; init; }

    /// <summary>With these numbers of rows; null for any.</summary>
    public IReadOnlyList<long>? Rows { get; init; }

    /// <summary>True for only those that are still active.</summary>
    public bool OnlyOpen { get; init; }

    /// <summary>Of this machine and still active; null for any.</summary>
    public string? OpenOn { get; init; }
}
