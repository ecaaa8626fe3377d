namespace Rimuru.Cli.Output;

/// <summary>The name that a cost record has for each grouping.</summary>
internal static class CostColumns
{
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
