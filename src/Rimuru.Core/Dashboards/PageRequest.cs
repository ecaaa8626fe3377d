using System.Collections.Specialized;
using Rimuru.Core.Currencies;
using Rimuru.Core.Reports;

namespace Rimuru.Core.Dashboards;

/// <summary>One question to a page: what its address selects, and an engine to answer it.</summary>
/// <param name="path">The page.</param>
/// <param name="given">What the address says.</param>
/// <param name="engine">The engine.</param>
/// <param name="zone">The zone of days and times.</param>
/// <param name="stop">Cancels the answer.</param>
internal sealed class PageRequest(string path, NameValueCollection given, RimuruEngine engine, TimeZoneInfo zone, CancellationToken stop)
{
    public const string Since = "since";
    public const string Until = "until";
    public const string Everything = "all";

    /// <summary>The range of a page whose address names none.</summary>
    private const string UsualRange = "30d";

    /// <summary>What a filter can name, in the order of the fields.</summary>
    public static IReadOnlyList<CostGrouping> Filters { get; } =
    [CostGrouping.Agent, CostGrouping.Model, CostGrouping.Project, CostGrouping.Machine, CostGrouping.User];

    public string Path => path;

    /// <summary>True if the page shows what a range and names select.</summary>
    public bool IsFiltered { get; init; }

    /// <summary>What was measured of machine and agents last; null in the first seconds, and where it is turned off.</summary>
    public SystemMetrics? Measured { get; init; }

    public RimuruEngine Engine => engine;

    public TimeZoneInfo Zone => zone;

    public CancellationToken Stop => stop;

    public DateTimeOffset Now => engine.Time.GetUtcNow();

    /// <summary>The range as the address names it.</summary>
    public string Range => this[Since] ?? UsualRange;

    /// <summary>What the address says under a name; null if nothing.</summary>
    public string? this[string name] => given[name] is { Length: > 0 } value ? value : null;

    /// <summary>What is selected. E9001: the range is not one. E2002: there is no such agent.</summary>
    public ReportFilter Filter
    {
        get
        {
            ReportFilter filter = new()
            {
                Agent = Names(CostGrouping.Agent),
                Model = Names(CostGrouping.Model),
                Project = Names(CostGrouping.Project),
                Machine = Names(CostGrouping.Machine),
                User = Names(CostGrouping.User),
                Since = Range == Everything ? null : TimeExpression.Parse(Range, Since, Now, zone),
                Until = this[Until] is { } until ? TimeExpression.Parse(until, Until, Now, zone) : null,
            };
            return filter.Check(Since, Until, Tracking.AgentService.Names);
        }
    }

    /// <summary>Converts costs to the configured currency; null if that is the ledger's. E17001: it has no rate.</summary>
    public CostConverter? Converter =>
        RimuruEngine.OwnExchangeRates().Converter(null, "", engine.Config, zone, (IsFiltered ? Filter : new()).LastTime(Now));

    /// <summary>The name under which an address has a grouping.</summary>
    public static string NameOf(CostGrouping grouping) => Groupings.Of(grouping).Name;

    /// <summary>The address of a page with the same selection, and with these changes; null takes a name away.</summary>
    public string Address(string toPath, params (string Name, string? Value)[] changes)
    {
        List<string> parts = [];
        string[] kept = [Since, Until, .. Filters.Select(NameOf)];
        IEnumerable<string> names = toPath == path ? given.AllKeys.OfType<string>() : kept.Where(name => this[name] is not null);
        foreach (string name in names.Where(name => !Array.Exists(changes, change => change.Name == name)))
            Add(name, this[name]);
        foreach ((string name, string? value) in changes)
            Add(name, value);
        return parts.Count == 0 ? toPath : $"{toPath}?{string.Join('&', parts)}";

        void Add(string name, string? value)
        {
            if (value is not null)
                parts.Add($"{Uri.EscapeDataString(name)}={Uri.EscapeDataString(value)}");
        }
    }

    private string[] Names(CostGrouping grouping) => this[NameOf(grouping)] is { } name ? [name] : [];
}
