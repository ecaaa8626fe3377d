namespace Rimuru.Core.Store.Contracts;

/// <summary>The sessions that a question is about. A store may leave out all others, and does so where that saves work: who asks still looks at each.</summary>
internal sealed record SessionScope
{
    public static SessionScope All { get; } = new();

    /// <summary>At work at this time or later, in Unix milliseconds.</summary>
    public long? FromMs { get; init; }

    /// <summary>At work before this time.</summary>
    public long? ToMs { get; init; }

    /// <summary>Of these ids, in any case, which are ASCII; null where any will do.</summary>
    public IReadOnlyList<string>? Ids { get; init; }

    /// <summary>Of this machine, and not ended yet; null where any will do.</summary>
    public string? OpenOn { get; init; }
}
