namespace Rimuru.Core.Store.Contracts;

/// <summary>How many rows of one agent a write added, changed and retracted.</summary>
internal sealed class RowCounts
{
    public long Added { get; set; }

    public long Changed { get; set; }

    public long Retracted { get; set; }
}
