using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Rules;

/// <summary>
/// Collects the uses of tools of one transaction and writes them together, in the order of the table, which costs a fraction of writing
/// them as they come. A use is a fact of its own that never changes, so that neither the order of copies nor repetition matters.
/// </summary>
internal sealed class ToolUses(IToolTable table, ILedgerNames names)
{
    private readonly List<StoredToolUse> waiting = [];

    public void Add(IReadOnlyList<ToolUse> uses)
    {
        foreach (ToolUse use in uses)
            waiting.Add(new StoredToolUse(use.Record, use.Use, names.IdOf(use.Tool), names.IdOf(use.Server), names.IdOf(use.Skill)));
    }

    public void Flush()
    {
        if (waiting.Count == 0)
            return;
        waiting.Sort(static (a, b) => a.CompareTo(b));
        table.Add(waiting);
        waiting.Clear();
    }
}
