using System.Globalization;
using System.Reflection;
using System.Text;
using Rimuru;

namespace ViewWriter;

/// <summary>The tables of <c>docs/json.md</c>: the fields of each record type, as their properties describe themselves.</summary>
internal static class JsonPage
{
    public const string Name = "json.md";

    private const string Mark =
        "<!-- Everything below is generated from the records by build/ViewWriter; regenerate it with ./build.ps1 -Task Docs. -->";

    /// <summary>The record types, and the commands that print them.</summary>
    private static readonly (string Commands, Type Type)[] Rows =
    [
        ("rimuru cost", typeof(CostRecord)),
        ("rimuru sessions", typeof(Session)),
        ("rimuru usage", typeof(UsageRecord)),
        ("rimuru blocks", typeof(UsageBlock)),
        ("rimuru forecast", typeof(CostForecast)),
        ("rimuru limits", typeof(UsageLimit)),
        ("rimuru metrics", typeof(MetricRecord)),
        ("rimuru metrics --now", typeof(SystemMetrics)),
        ("rimuru agents", typeof(Agent)),
        ("rimuru agents --discover", typeof(DiscoveredAgent)),
        ("rimuru agents --test", typeof(AgentHealth)),
        ("rimuru duplicates", typeof(DuplicateSummary)),
        ("rimuru duplicates --detail", typeof(DuplicateRecord)),
        ("rimuru runaways", typeof(Runaway)),
        ("rimuru sync, rimuru import", typeof(SyncResult)),
        ("rimuru watch", typeof(SessionEvent)),
        ("rimuru budget list", typeof(Budget)),
        ("rimuru budget check", typeof(BudgetStatus)),
        ("rimuru integrate list", typeof(Integration)),
        ("rimuru skills list", typeof(Skill)),
        ("rimuru skills list --removed", typeof(RemovedSkill)),
        ("rimuru skills test", typeof(SkillCheck)),
        ("rimuru skills find", typeof(SkillMatch)),
        ("rimuru skills recommend", typeof(SkillRecommendation)),
        ("rimuru skills measure", typeof(SkillUsage)),
        ("rimuru models", typeof(ModelInfo)),
        ("rimuru models sync: sources", typeof(ModelSyncResult)),
        ("rimuru models sync: changes", typeof(PriceChange)),
        ("rimuru store status, init, restore", typeof(StoreInfo)),
        ("rimuru store test", typeof(StoreCheck)),
        ("rimuru store copy", typeof(StoreCopyResult)),
        ("rimuru store backup", typeof(StoreBackup)),
        ("rimuru store restore --what-if", typeof(StoreRestoration)),
        ("rimuru store optimize", typeof(StoreOptimization)),
        ("rimuru config", typeof(ConfigurationSetting)),
        ("rimuru config test", typeof(ConfigurationCheck)),
        ("rimuru credential list", typeof(CredentialInfo)),
        ("rimuru log", typeof(LogEntry)),
    ];

    /// <summary>The page with its tables made anew; what stands above them is written by people.</summary>
    public static string Text(string page)
    {
        Dictionary<string, string> summaries = Summaries.Read();
        StringBuilder text = new(page[..page.IndexOf(Mark, StringComparison.Ordinal)]);
        text.Append(Mark).Append('\n');
        foreach ((string commands, Type type) in Rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {type.Name}\n\n`{commands}`\n\n| field | value | |\n|---|---|---|\n");
            foreach (PropertyInfo property in type.GetProperties())
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"| `{Camel(property.Name)}` | {Kind(property.PropertyType)} | "
                        + $"{summaries.GetValueOrDefault($"P:{property.DeclaringType!.FullName}.{property.Name}", "")} |\n"
                );
        }

        return text.ToString();
    }

    private static string Kind(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } plain)
            return Kind(plain) + " or null";
        if (type.IsEnum)
            return string.Join(", ", Enum.GetNames(type).Select(name => $"`{name}`"));
        if (type == typeof(bool))
            return "true or false";
        if (type == typeof(long) || type == typeof(int))
            return "whole number";
        if (type == typeof(object))
            return "any value";
        if (type == typeof(decimal))
            return "exact number";
        if (type == typeof(DateTimeOffset))
            return "time";
        if (type == typeof(TimeSpan))
            return "duration";
        if (type == typeof(IReadOnlyList<string>))
            return "array of texts";
        if (type.IsGenericType)
            return "array of objects";
        return type == typeof(Session) ? "a Session" : "text";
    }

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
