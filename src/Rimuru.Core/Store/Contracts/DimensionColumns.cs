namespace Rimuru.Core.Store.Contracts;

/// <summary>The columns of the dimensions' table that hold names.</summary>
internal static class DimensionColumns
{
    /// <param name="grouping">A grouping by name.</param>
    /// <param name="user">The column of users, whose name is a word of SQL for some servers.</param>
    public static string Of(CostGrouping grouping, string user) =>
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
