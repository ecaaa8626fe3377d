using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core.Errors;
using Rimuru.Core.Reports;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Gets models with their limits, capabilities and prices.</summary>
[Cmdlet(VerbsCommon.Get, "RimuruModel", DefaultParameterSetName = "Known")]
[OutputType(typeof(ModelInfo))]
public sealed class GetRimuruModelCommand : LedgerCmdlet
{
    private readonly HashSet<string> written = new(StringComparer.Ordinal);
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
        if (models is null)
            NoteStalePrices();
        models ??= [.. (Unpriced ? Engine.Reports.UnpricedModels(StopToken) : Engine.Prices.Models(Time())).Where(IsWanted)];
        if (Name is not { Length: > 0 })
        {
            foreach (ModelInfo model in models)
                Write(model);
            return;
        }

        foreach (string name in Name)
        {
            List<ModelInfo> found = models.FindAll(model =>
                ReportFilter.Matches([name], model.Model) || model.Aliases.Any(alias => ReportFilter.Matches([name], alias))
            );
            if (found.Count == 0 && !ReportFilter.IsPattern(name))
                Report(new RimuruException(ErrorCodes.ModelNotFound, $"No model '{name}' is known.", name), name);
            found.ForEach(Write);
        }
    }

    private DateTimeOffset Time()
    {
        DateTimeOffset now = Engine.Time.GetUtcNow();
        return At is null ? now : TimeExpression.Parse(At, "-At", now, TimeZoneInfo.Local);
    }

    private bool IsWanted(ModelInfo model) =>
        ReportFilter.Matches(Provider ?? [], model.Provider)
        && (Capability ?? []).All(wanted => model.Capabilities.Any(has => ReportFilter.Matches([wanted], has)))
        && (MinimumContextWindow == 0 || model.ContextWindow >= MinimumContextWindow);

    private void Write(ModelInfo model)
    {
        if (written.Add(model.ToString()))
            WriteObject(model);
    }
}
