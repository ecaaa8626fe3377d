using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core.Models;
using Rimuru.Core.Pricing;
using Rimuru.Core.Reports;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Sets prices of your own for a model, and prices again what they touch.</summary>
[Cmdlet(VerbsCommon.Set, "RimuruModel", SupportsShouldProcess = true)]
[OutputType(typeof(PriceChange))]
public sealed class SetRimuruModelCommand : PriceCmdlet
{
    /// <summary>The model, as logs name it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Model")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public string Name { get; set; } = "";

    /// <summary>The provider, as logs name it; any where none is named.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Provider { get; set; }

    /// <summary>USD per million prompt tokens.</summary>
    [Parameter]
    public decimal? InputPrice { get; set; }

    /// <summary>USD per million output tokens.</summary>
    [Parameter]
    public decimal? OutputPrice { get; set; }

    /// <summary>USD per million prompt tokens from a cache.</summary>
    [Parameter]
    public decimal? CacheReadPrice { get; set; }

    /// <summary>USD per million prompt tokens written to the short-lived cache.</summary>
    [Parameter]
    public decimal? CacheWrite5mPrice { get; set; }

    /// <summary>USD per million prompt tokens written to the long-lived cache.</summary>
    [Parameter]
    public decimal? CacheWrite1hPrice { get; set; }

    /// <summary>The first UTC day on which the prices hold; always where none is named.</summary>
    [Parameter]
    [TimeTransformation]
    [ArgumentCompleter(typeof(TimeCompleter))]
    public string? From { get; set; }

    /// <summary>Other names of the model.</summary>
    [Parameter]
    public string[]? Alias { get; set; }

    private protected override void Process()
    {
        PriceSetting setting = new()
        {
            Model = Name.Trim(),
            Provider = string.IsNullOrWhiteSpace(Provider) ? null : Provider,
            From = From is null ? null : PriceJson.Day(TimeExpression.Parse(From, "-From", Engine.Time.GetUtcNow(), TimeZoneInfo.Utc)),
            Alias = Alias ?? [],
            InputPrice = InputPrice,
            OutputPrice = OutputPrice,
            CacheReadPrice = CacheReadPrice,
            CacheWrite5mPrice = CacheWrite5mPrice,
            CacheWrite1hPrice = CacheWrite1hPrice,
        };
        Change(setting.ToString(), "Set the prices", isPreview => Engine.SetOverride(setting, isPreview, StopToken));
    }
}
