using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Reports;

/// <summary>Requests that used one of these tools, of these MCP servers and these skills. Names as in <see cref="ReportFilter"/>.</summary>
internal sealed record ToolFilter(IReadOnlyList<string> Tool, IReadOnlyList<string> McpServer, IReadOnlyList<string> Skill)
{
    public static ToolFilter None { get; } = new([], [], []);

    public bool IsEmpty => Tool.Count == 0 && McpServer.Count == 0 && Skill.Count == 0;

    /// <summary>The names with the groupings that they are values of.</summary>
    public IEnumerable<(CostGrouping Grouping, string Name)> Named =>
        Tool.Select(name => (CostGrouping.Tool, name))
            .Concat(McpServer.Select(name => (CostGrouping.McpServer, name)))
            .Concat(Skill.Select(name => (CostGrouping.Skill, name)));

    public bool Matches(ToolNames names) =>
        ReportFilter.Matches(Tool, names.Tool) && ReportFilter.Matches(McpServer, names.Server) && ReportFilter.Matches(Skill, names.Skill);
}
