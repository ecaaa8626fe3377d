namespace Rimuru.Hosting;

/// <summary>What a cost record is the sum of.</summary>
internal static class CostRecordGroup
{
    /// <summary>What a record is told apart by that no parameter of a filter can say, if anything: to pass over it would answer for more than the record.</summary>
    public static string? Beyond(CostRecord record) =>
        record.Hour is not null ? nameof(record.Hour)
        : record.Day is not null ? nameof(record.Day)
        : record.Week is not null ? nameof(record.Week)
        : record.Month is not null ? nameof(record.Month)
        : record.Year is not null ? nameof(record.Year)
        : record.Provider is not null ? nameof(record.Provider)
        : record.Branch is not null ? nameof(record.Branch)
        : record.SubAgent is not null ? nameof(record.SubAgent)
        : record.Evidence is not null ? nameof(record.Evidence)
        : null;
}
