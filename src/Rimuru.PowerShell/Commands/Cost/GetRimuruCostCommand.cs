using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core.Currencies;
using Rimuru.Core.Reports;
using Rimuru.Core.Views;

namespace Rimuru.Commands;

/// <summary>Gets tokens and cost: one record per agent and model, or one per requested group.</summary>
[Cmdlet(VerbsCommon.Get, "RimuruCost")]
[OutputType(typeof(CostRecord))]
public sealed class GetRimuruCostCommand : ConvertingCmdlet
{
    private readonly Dictionary<CostRecord, CostConverter?> candidates = new(ReferenceEqualityComparer.Instance);

    /// <summary>What to group by.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public CostGrouping[]? By { get; set; }

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
        CostConverter? converter = Converter(filter);
        foreach (CostRecord record in report.Run(StopToken))
        {
            if (Top > 0)
                candidates.Add(record, converter);
            else
                Write(record, converter);
        }

        Warn(converter);
        Unpriced(report.UnpricedModels.Values);
    }

    private protected override void Finish()
    {
        foreach (CostRecord record in Selection.Top(candidates.Keys, Top))
            Write(record, candidates[record]);
        foreach (CostConverter? converter in candidates.Values.Distinct())
            Warn(converter);
        base.Finish();
    }

    private void Write(CostRecord record, CostConverter? converter)
    {
        if (converter is null)
            WriteObject(record);
        else
            WriteConverted(converter.Convert(record), ConvertedViews.Cost);
    }
}
