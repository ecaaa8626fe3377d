namespace Rimuru.Core.Store.Contracts;

/// <summary>What a write did to one agent's rows.</summary>
internal sealed class RowCounts
{
    public long Added { get; set; }

    public long Changed { get; set; }

    public long Retracted { get; set; }
}
