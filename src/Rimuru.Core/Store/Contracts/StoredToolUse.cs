using Rimuru.Core.Records;

namespace Rimuru.Core.Store.Contracts;

/// <summary>A use of a tool as the ledger keeps it; names are ids, 0 for none.</summary>
internal readonly record struct StoredToolUse(RecordKey Record, long Use, int Tool, int Server, int Skill) : IComparable<StoredToolUse>
{
    public int CompareTo(StoredToolUse other)
    {
        int by = Record.CompareTo(other.Record);
        return by == 0 ? Use.CompareTo(other.Use) : by;
    }
}

/// <summary>The names of one use of a tool.</summary>
internal sealed record ToolNames(string? Tool, string? Server, string? Skill);

/// <summary>A record that used a tool, once for each use; the uses of one record follow each other.</summary>
internal sealed record ToolCell(RecordKey Record, LedgerCell Cell, ToolNames Names);

/// <summary>The uses of tools, which a transaction only adds to.</summary>
internal interface IToolTable
{
    /// <summary>Adds the uses that are not there yet.</summary>
    void Add(IReadOnlyList<StoredToolUse> uses);
}
