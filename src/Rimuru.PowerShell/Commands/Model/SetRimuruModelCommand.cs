using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core.Errors;
using Rimuru.Core.ModelCatalog;
using Rimuru.Core.Reports;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Sets your own prices for a model, and reprices the affected records.</summary>
[Cmdlet(VerbsCommon.Set, "RimuruModel", SupportsShouldProcess = true)]
[OutputType(typeof(PriceChange))]
public sealed class SetRimuruModelCommand : PriceCmdlet
{
    private readonly HashSet<string> typed = new(StringComparer.Ordinal);

    /// <summary>The model, as logs name it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Model")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(KnownModelCompleter))]
    public string Name { get; set; } = "";

    /// <summary>The provider, as logs name it; any provider if omitted.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ProviderCompleter))]
    public string? Provider { get; set; }

    /// <summary>USD per million prompt tokens.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [EmptyIsNullTransformation]
    [DecimalTransformation]
    public decimal? InputPrice { get; set; }

    /// <summary>USD per million output tokens.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [EmptyIsNullTransformation]
    [DecimalTransformation]
    public decimal? OutputPrice { get; set; }

    /// <summary>USD per million prompt tokens from a cache.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [EmptyIsNullTransformation]
    [DecimalTransformation]
    public decimal? CacheReadPrice { get; set; }

    /// <summary>USD per million prompt tokens written to the short-lived cache.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [EmptyIsNullTransformation]
    [DecimalTransformation]
    public decimal? CacheWrite5mPrice { get; set; }

    /// <summary>USD per million prompt tokens written to the long-lived cache.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [EmptyIsNullTransformation]
    [DecimalTransformation]
    public decimal? CacheWrite1hPrice { get; set; }

    /// <summary>The first UTC day on which the prices apply; all days if omitted.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TimeTransformation]
    [ArgumentCompleter(typeof(TimeCompleter))]
    public string? From { get; set; }

    /// <summary>Other names of the model.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[]? Alias { get; set; }

    private protected override void Begin() => typed.UnionWith(MyInvocation.BoundParameters.Keys);

    private protected override void Process()
    {
        PriceSetting setting;
        try
        {
            setting = Setting();
            Engine.Prices.CheckOverride(setting);
        }
        catch (RimuruException e) when (e.Code == ErrorCodes.InvalidArgument)
        {
            Report(e, Name);
            return;
        }

        Change(setting.ToString(), "Set the prices", isPreview => Engine.Prices.SetOverride(setting, isPreview, StopToken));
    }

    private PriceSetting Setting() =>
        new()
        {
            Model = Name.Trim(),
            Provider = string.IsNullOrWhiteSpace(Provider) ? null : Provider,
            From = string.IsNullOrWhiteSpace(From) ? null : TimeExpression.Day(From, "-From", Engine.Time.GetUtcNow()),
            Alias = Meant(nameof(Alias), Alias) is { } alias ? [.. alias.Where(name => !string.IsNullOrWhiteSpace(name))] : [],
            InputPrice = Meant(nameof(InputPrice), InputPrice),
            OutputPrice = Meant(nameof(OutputPrice), OutputPrice),
            CacheReadPrice = Meant(nameof(CacheReadPrice), CacheReadPrice),
            CacheWrite5mPrice = Meant(nameof(CacheWrite5mPrice), CacheWrite5mPrice),
            CacheWrite1hPrice = Meant(nameof(CacheWrite1hPrice), CacheWrite1hPrice),
        };

    // A typed price stands alone; the other prices of a piped object, such as a model, are then ignored.
    private T? Meant<T>(string name, T? value) =>
        typed.Contains(name) || !typed.Any(other => other.EndsWith("Price", StringComparison.Ordinal)) ? value : default;
}
