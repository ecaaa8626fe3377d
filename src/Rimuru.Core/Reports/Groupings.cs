namespace Rimuru.Core.Reports;

/// <summary>All groupings, in the order of the enumeration; times are ordered from short to long.</summary>
internal static class Groupings
{
    public static IReadOnlyList<Grouping> All { get; } =
    [
        new(CostGrouping.Hour, "hour", "Hour", "Hour", 19, GroupingKind.Time, r => r.Hour) { IsByHour = true },
        new(CostGrouping.Day, "day", "Day", "Day", 10, GroupingKind.Time, r => r.Day) { IsByHour = true },
        new(CostGrouping.Week, "week", "Week", "Week", 10, GroupingKind.Time, r => r.Week) { IsByHour = true },
        new(CostGrouping.Month, "month", "Month", "Month", 7, GroupingKind.Time, r => r.Month) { IsByHour = true },
        new(CostGrouping.Year, "year", "Year", "Year", 4, GroupingKind.Time, r => r.Year) { IsByHour = true },
        new(CostGrouping.Agent, "agent", "Agent", "Agent", 11, GroupingKind.Name, r => r.Agent)
        {
            ComparedValueOf = c => c.Agent,
            NameOf = d => d.Agent,
            IsByHour = true,
            IsFilter = true,
        },
        new(CostGrouping.Provider, "provider", "Provider", "Provider", 12, GroupingKind.Name, r => r.Provider)
        {
            ComparedValueOf = c => c.Provider,
            NameOf = d => d.Provider,
            IsByHour = true,
        },
        new(CostGrouping.Model, "model", "Model", "Model", 25, GroupingKind.Name, r => r.Model)
        {
            ComparedValueOf = c => c.Model,
            NameOf = d => d.Model,
            IsByHour = true,
            IsFilter = true,
        },
        new(CostGrouping.Project, "project", "Project", "Project", 12, GroupingKind.Name, r => r.Project)
        {
            ComparedValueOf = c => c.Project,
            NameOf = d => d.Project,
            IsFilter = true,
        },
        new(CostGrouping.Branch, "branch", "Branch", "Branch", 12, GroupingKind.Name, r => r.Branch)
        {
            ComparedValueOf = c => c.Branch,
            NameOf = d => d.Branch,
        },
        new(CostGrouping.Session, "session", "SessionId", "Session", 13, GroupingKind.Session, r => r.SessionId) { IsFilter = true },
        new(CostGrouping.SubAgent, "subAgent", "SubAgent", "Sub-agent", 12, GroupingKind.Name, r => r.SubAgent)
        {
            ComparedValueOf = c => c.SubAgent,
            NameOf = d => d.SubAgent,
        },
        new(CostGrouping.Machine, "machine", "Machine", "Machine", 12, GroupingKind.Name, r => r.Machine)
        {
            ComparedValueOf = c => c.Machine,
            NameOf = d => d.Machine,
            IsFilter = true,
        },
        new(CostGrouping.User, "user", "User", "User", 12, GroupingKind.Name, r => r.User)
        {
            ComparedValueOf = c => c.User,
            NameOf = d => d.User,
            IsFilter = true,
        },
        new(CostGrouping.Evidence, "evidence", "Evidence", "Evidence", 9, GroupingKind.Name, r => r.Evidence?.ToString())
        {
            ComparedValueOf = c => c.Evidence?.ToString(),
            NameOf = d => d.Evidence.ToString(),
            IsByHour = true,
        },
        new(CostGrouping.Tool, "tool", "Tool", "Tool", 22, GroupingKind.Use, r => r.Tool) { UsedNameOf = names => names.Tool },
        new(CostGrouping.McpServer, "mcpServer", "McpServer", "MCP server", 14, GroupingKind.Use, r => r.McpServer)
        {
            UsedNameOf = names => names.Server,
        },
        new(CostGrouping.Skill, "skill", "Skill", "Skill", 14, GroupingKind.Use, r => r.Skill) { UsedNameOf = names => names.Skill },
    ];

    /// <summary>The groupings by which two time ranges can be compared.</summary>
    public static IEnumerable<Grouping> Comparable => All.Where(grouping => grouping.ComparedValueOf is not null);

    /// <summary>True if sums by these groupings overlap, because a request may be in several groups or in none.</summary>
    public static bool Overlap(IEnumerable<CostGrouping> by) => by.Any(key => Of(key).Kind == GroupingKind.Use);

    public static Grouping Of(CostGrouping key) => All[(int)key];

    /// <summary>The grouping for a name as typed, <c>sub-agent</c> or <c>SubAgent</c>; null if there is none.</summary>
    public static Grouping? Named(string name)
    {
        string plain = name.Replace("-", "", StringComparison.Ordinal);
        return All.FirstOrDefault(grouping => grouping.Name.Equals(plain, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The values of a record's group on one line.</summary>
    public static string Label(CostRecord record) =>
        string.Join(' ', All.Select(grouping => grouping.ValueOf(record)).Where(name => !string.IsNullOrEmpty(name)));

    public static string Label(CostComparison row) =>
        string.Join(' ', Comparable.Select(grouping => grouping.ComparedValueOf!(row)).Where(name => !string.IsNullOrEmpty(name)));

    /// <summary>The same as a PowerShell expression, with short ids, which a command accepts.</summary>
    public static string ShellLabel(IEnumerable<Grouping> groupings)
    {
        IEnumerable<string> names = groupings.Select(grouping =>
            grouping.Kind == GroupingKind.Session ? "$_.ShortId" : $"$_.{grouping.Property}"
        );
        return $"(({string.Join(", ", names)}) -ne $null -ne '') -join ' '";
    }
}
