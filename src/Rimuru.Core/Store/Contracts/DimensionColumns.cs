namespace Rimuru.Core.Store.Contracts;

/// <summary>The columns that hold names: those of the dimensions' table, and those of the table of uses of tools.</summary>
internal static class DimensionColumns
{
    /// <summary>A query of the ids of a grouping's names.</summary>
    public static string Select(CostGrouping grouping, string user) =>
        grouping switch
        {
            CostGrouping.Tool => "SELECT tool FROM tool_use",
            CostGrouping.McpServer => "SELECT server FROM tool_use",
            CostGrouping.Skill => "SELECT skill FROM tool_use",
            _ => $"SELECT {Of(grouping, user)} FROM dimension",
        };

    /// <param name="grouping">A grouping by name.</param>
    /// <param name="user">The column of users, whose name is a word of SQL for some servers.</param>
    private static string Of(CostGrouping grouping, string user) =>
        grouping switch
        {
            CostGrouping.Agent => "agent",
            CostGrouping.Provider => "provider",
            CostGrouping.Model => "model",
            CostGrouping.Project => "project",
            CostGrouping.Branch => "branch",
            CostGrouping.SubAgent => "sub_agent",
            CostGrouping.Machine => "machine",
            CostGrouping.User => user,
            _ => throw new ArgumentOutOfRangeException(nameof(grouping)),
        };
}
