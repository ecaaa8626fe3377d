using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core;
using Rimuru.Core.Currencies;
using Rimuru.Core.Reports;
using Rimuru.Core.Views;

namespace Rimuru.Commands;

/// <summary>Gets tokens and cost: one record per agent and model, or one per requested group.</summary>
[Cmdlet(VerbsCommon.Get, "RimuruCost")]
[OutputType(typeof(CostRecord))]
public sealed class GetRimuruCostCommand : CostCmdlet
{
    private readonly List<CostRecord> candidates = [];
    private bool isConverted;

    /// <summary>Only requests that used one of these tools.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ToolCompleter))]
    public string[] Tool { get; set; } = [];

    /// <summary>Only requests that used a tool of one of these MCP servers.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(McpServerCompleter))]
    public string[] McpServer { get; set; } = [];

    /// <summary>Only requests that used one of these skills.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SkillCompleter))]
    public string[] Skill { get; set; } = [];

    /// <summary>A currency in which costs are shown as well.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(CurrencyCompleter))]
    public string? Currency { get; set; }

    /// <summary>Only this many groups, those with the highest cost.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Top { get; set; }

    private protected override void Answer(ReportFilter filter)
    {
        ToolFilter tools = new(Tool, McpServer, Skill);
        Engine.Reports.NameCheck().Check(tools);
        CostQuery query = new()
        {
            Filter = filter,
            Tools = tools,
            Zone = Zone,
            Source = CostSource,
        };
        CostReport report = Engine.Reports.Costs(By is null ? query : query with { By = [.. By.Distinct()] });
        CostConverter? converter = RimuruEngine
            .OwnExchangeRates()
            .Converter(Currency, "-Currency", Engine.Config, Zone, filter.LastTime(Engine.Time.GetUtcNow()));
        isConverted = converter is not null;
        foreach (CostRecord found in report.Run(StopToken))
        {
            CostRecord record = converter?.Convert(found) ?? found;
            if (Top > 0)
                candidates.Add(record);
            else
                Write(record);
        }

        if (converter?.Warning is { } warning)
            WriteWarning(warning);
        Unpriced(report.UnpricedModels.Values);
    }

    private protected override void Finish()
    {
        foreach (CostRecord record in Selection.Top(candidates, Top))
            Write(record);
        base.Finish();
    }

    /// <summary>Where costs are converted, records get the table that shows it.</summary>
    private void Write(CostRecord record)
    {
        if (!isConverted)
        {
            WriteObject(record);
            return;
        }

        PSObject converted = new(record);
        converted.TypeNames.Insert(0, CostViews.Converted.TypeName);
        WriteObject(converted);
    }
}
