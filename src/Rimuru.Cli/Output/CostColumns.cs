namespace Rimuru.Cli.Output;

/// <summary>What the groupings are called, and the name that a cost record has for each.</summary>
internal static class CostColumns
{
    /// <summary>The names of all groupings in their order, as a literal: to ask the runtime for the names of an enumeration costs milliseconds.</summary>
    public static readonly string[] Names =
        ["hour", "day", "week", "month", "year", "agent", "provider", "model", "project", "branch", "session", "subAgent", "machine", "user", "evidence"];

    public static string NameOf(CostGrouping grouping) => Names[(int)grouping];

    public static string? ValueOf(CostRecord record, CostGrouping grouping) => grouping switch
    {
        CostGrouping.Hour => record.Hour,
        CostGrouping.Day => record.Day,
        CostGrouping.Week => record.Week,
        CostGrouping.Month => record.Month,
        CostGrouping.Year => record.Year,
        CostGrouping.Agent => record.Agent,
        CostGrouping.Provider => record.Provider,
        CostGrouping.Model => record.Model,
        CostGrouping.Project => record.Project,
        CostGrouping.Branch => record.Branch,
        CostGrouping.Session => record.SessionId,
        CostGrouping.SubAgent => record.SubAgent,
        CostGrouping.Machine => record.Machine,
        CostGrouping.User => record.User,
        CostGrouping.Evidence => record.Evidence?.ToString(),
        _ => throw new ArgumentOutOfRangeException(nameof(grouping)),
    };
}
