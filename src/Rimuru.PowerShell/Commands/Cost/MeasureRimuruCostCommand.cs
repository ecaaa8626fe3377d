using System.Globalization;
using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core.Reports;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Measures costs exactly, in decimal: sum, average, median, 95th percentile, minimum, maximum and count.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "RimuruCost")]
[OutputType(typeof(CostSummary))]
public sealed class MeasureRimuruCostCommand : RimuruCmdlet
{
    private readonly Dictionary<string, CostStatistics> groups = new(StringComparer.Ordinal);

    /// <summary>What to measure: cost records, usage records, sessions, or anything else with the property.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>The property that holds the amount.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AmountCompleter))]
    public string Property { get; set; } = "Cost";

    /// <summary>The properties to group by; one group for all objects if omitted.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PropertyCompleter))]
    public string[]? GroupBy { get; set; }

    private protected override void Process()
    {
        if (InputObject is null)
            return;
        if (InputObject.Properties[Property] is not { } amount)
            throw Wrong($"The object '{InputObject}' has no property {Property}.");
        StatisticsOf(InputObject).Add(amount.Value is null or "" ? null : Decimal(amount.Value));
    }

    private protected override void End()
    {
        if (GroupBy is null && groups.Count == 0)
            groups.Add("", new CostStatistics());
        foreach (CostStatistics group in groups.Values)
            WriteObject(group.Summarise());
    }

    private CostStatistics StatisticsOf(PSObject item)
    {
        string? group = PropertyGroup.NameOf(item, GroupBy);
        if (!groups.TryGetValue(group ?? "", out CostStatistics? statistics))
            groups.Add(group ?? "", statistics = new CostStatistics(group));
        return statistics;
    }

    /// <summary>
    /// Converts a value to a number. Text may be in JSON's format, or in the session's culture, as PowerShell writes a CSV. Neither has a
    /// thousands separator, which could be mistaken for a decimal point.
    /// </summary>
    private decimal Decimal(object value)
    {
        object plain = value is PSObject wrapped ? wrapped.BaseObject : value;
        bool isAmount = plain is string text
            ? decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal amount)
                || decimal.TryParse(text, NumberStyles.Float, CultureInfo.CurrentCulture, out amount)
            : LanguagePrimitives.TryConvertTo(plain, CultureInfo.InvariantCulture, out amount);
        return isAmount ? amount : throw Wrong($"{Property} '{value}' is not a valid amount.");
    }

    private static RimuruException Wrong(string message) => new(Core.Errors.ErrorCodes.InvalidArgument, message);
}
