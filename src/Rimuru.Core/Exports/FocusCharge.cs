using Rimuru.Core.Pricing;
using Rimuru.Core.Records;

namespace Rimuru.Core.Exports;

/// <summary>What the charges of one row of FOCUS have in common, besides their day.</summary>
internal sealed record FocusKey(
    string Provider,
    string? Model,
    UsageMeter Meter,
    string Tier,
    decimal Price,
    bool IsLongContext,
    CostStatus Status,
    string Agent,
    string? Project,
    string? Branch,
    string? User,
    string? Machine
);

/// <summary>The charges of one row.</summary>
internal sealed class FocusCharge
{
    /// <summary>Most rows are of one session.</summary>
    private string? first;
    private HashSet<string>? others;

    public long Quantity { get; private set; }

    public NanoUsd Billed { get; private set; }

    public int Sessions => (first is null ? 0 : 1) + (others?.Count ?? 0);

    public void Add(long quantity, NanoUsd billed, string session)
    {
        Quantity += quantity;
        Billed += billed;
        first ??= session;
        if (first != session)
            (others ??= new(StringComparer.Ordinal)).Add(session);
    }
}
