using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Reports;

/// <summary>How the requests of a group used a tool, an MCP server or a skill.</summary>
internal sealed class CostUses(ToolNames names)
{
    public ToolNames Names { get; } = names;

    public long Count { get; private set; }

    public long LastMs { get; private set; } = long.MinValue;

    public HashSet<long> Sessions { get; } = [];

    public void Add(in LedgerCell request, long uses)
    {
        Count += uses;
        LastMs = Math.Max(LastMs, request.UnixMs);
        Sessions.Add(request.Session);
    }
}
