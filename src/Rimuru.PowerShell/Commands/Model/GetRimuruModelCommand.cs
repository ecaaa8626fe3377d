using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core.Parameters;
using Rimuru.Core.Reports;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Gets models with their limits, capabilities and prices.</summary>
[Cmdlet(VerbsCommon.Get, "RimuruModel", DefaultParameterSetName = "Known")]
[OutputType(typeof(ModelInfo))]
public sealed class GetRimuruModelCommand : LedgerCmdlet
{
    private readonly HashSet<string> written = new(StringComparer.Ordinal);
    private List<ModelInfo> all = [];
    private List<ModelInfo>? models;

    /// <summary>Only these models, by id or alias.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Model")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(KnownModelCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Only models of these providers.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProviderCompleter))]
    public string[]? Provider { get; set; }

    /// <summary>Only models with all of these capabilities.</summary>
    [Parameter(ParameterSetName = "Known")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(CapabilityCompleter))]
    public string[]? Capability { get; set; }

    /// <summary>Only models with a context window of at least this many tokens.</summary>
    [Parameter(ParameterSetName = "Known")]
    [ValidateRange(1, long.MaxValue)]
    public long MinimumContextWindow { get; set; }

    /// <summary>The time of the prices; the current time if omitted.</summary>
    [Parameter(ParameterSetName = "Known")]
    [TimeTransformation]
    [ArgumentCompleter(typeof(TimeCompleter))]
    public string? At { get; set; }

    /// <summary>The models of the ledger that have requests without a price.</summary>
    [Parameter(ParameterSetName = "Unpriced", Mandatory = true)]
    public SwitchParameter Unpriced { get; set; }

    private protected override void Process()
    {
        string[] names = Names(Name);
        if (names.Length == 0 && IsPiped)
            return;
        models ??= Wanted();
        if (names.Length == 0)
            models.ForEach(Write);
        foreach (string name in Passing(names, Check))
            models.FindAll(model => ModelFilter.IsNamed(model, [name])).ForEach(Write);
    }

    private List<ModelInfo> Wanted()
    {
        NoteStalePrices();
        all = [.. Unpriced ? Engine.Reports.UnpricedModels(StopToken) : Engine.Prices.Models(Time())];
        string[] providers = Provider ?? [],
            capabilities = Capability ?? [];
        if (!Unpriced)
        {
            Passing(providers, name => ModelFilter.CheckProvider(all, name));
            Passing(capabilities, name => ModelFilter.CheckCapability(all, name));
        }

        return all.FindAll(model =>
            ReportFilter.Matches(providers, model.Provider)
            && capabilities.All(wanted => ModelFilter.HasCapability(model, wanted))
            && (MinimumContextWindow == 0 || model.ContextWindow >= MinimumContextWindow)
        );
    }

    /// <summary>A model that has a price in all its requests is known too.</summary>
    private void Check(string name)
    {
        if (Unpriced)
            Engine.Reports.NameCheck().Check(CostGrouping.Model, name);
        else
            ModelFilter.CheckName(all, name);
    }

    private DateTimeOffset Time()
    {
        DateTimeOffset now = Engine.Time.GetUtcNow();
        return At is null ? now : TimeExpression.Parse(At, "-At", now, Zone);
    }

    private void Write(ModelInfo model)
    {
        if (written.Add(model.ToString()))
            WriteObject(model);
    }
}
