using Rimuru.Core.Records;

namespace Rimuru.Core.Store.Contracts;

/// <summary>Records of one model whose cost a new price table changes in the same way.</summary>
internal sealed class Repriced(string? provider, string? model, CostStatus before, CostStatus after)
{
    public string? Provider { get; } = provider;

    public string? Model { get; } = model;

    public CostStatus Before { get; } = before;

    public CostStatus After { get; } = after;

    public long Records { get; set; }

    public long Tokens { get; set; }

    /// <summary>Sum before over the records that had a price.</summary>
    public NanoUsd OldNano { get; set; }

    /// <summary>Sum now over the records that have a price.</summary>
    public NanoUsd NewNano { get; set; }

    public long FirstMs { get; set; } = long.MaxValue;

    public long LastMs { get; set; } = long.MinValue;
}
