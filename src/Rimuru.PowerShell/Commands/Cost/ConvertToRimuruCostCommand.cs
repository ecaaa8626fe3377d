using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core.Pricing;
using Rimuru.Core.Reports;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Calculates the cost of given usage from the dated prices.</summary>
[Cmdlet(VerbsData.ConvertTo, "RimuruCost")]
[OutputType(typeof(PricedUsage))]
public sealed class ConvertToRimuruCostCommand : LedgerCmdlet
{
    /// <summary>The model, as logs name it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(KnownModelCompleter))]
    public string? Model { get; set; }

    /// <summary>The provider, as logs name it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ProviderCompleter))]
    public string? Provider { get; set; }

    /// <summary>Time of the request; the current time if omitted.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("At", "Date")]
    [TimeTransformation]
    [ArgumentCompleter(typeof(TimeCompleter))]
    public string? Timestamp { get; set; }

    /// <summary>Prompt tokens without a cache.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Input")]
    [ValidateRange(0, long.MaxValue)]
    public long InputTokens { get; set; }

    /// <summary>Prompt tokens read from a cache.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("CacheRead")]
    [ValidateRange(0, long.MaxValue)]
    public long CacheReadTokens { get; set; }

    /// <summary>Prompt tokens written to the short-lived cache.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("CacheWrite5m")]
    [ValidateRange(0, long.MaxValue)]
    public long CacheWrite5mTokens { get; set; }

    /// <summary>Prompt tokens written to the long-lived cache.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("CacheWrite1h")]
    [ValidateRange(0, long.MaxValue)]
    public long CacheWrite1hTokens { get; set; }

    /// <summary>Output tokens, reasoning included.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Output")]
    [ValidateRange(0, long.MaxValue)]
    public long OutputTokens { get; set; }

    /// <summary>The part of the output that was reasoning.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Reasoning")]
    [ValidateRange(0, long.MaxValue)]
    public long ReasoningTokens { get; set; }

    /// <summary>Web searches that are billed one by one.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateRange(0, long.MaxValue)]
    public long WebSearches { get; set; }

    /// <summary>Tier, speed and region, comma separated.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Tier")]
    [ArgumentCompleter(typeof(ServiceTierCompleter))]
    public string? ServiceTier { get; set; }

    private protected override void Process()
    {
        DateTimeOffset now = Engine.Time.GetUtcNow();
        BilledUsage usage = new()
        {
            Tokens = new TokenUsage(InputTokens, CacheReadTokens, CacheWrite5mTokens, CacheWrite1hTokens, OutputTokens, ReasoningTokens),
            WebSearches = WebSearches,
        };
        DateTimeOffset time = string.IsNullOrEmpty(Timestamp) ? now : TimeExpression.Parse(Timestamp, "-Timestamp", now, Zone);
        WriteObject(Engine.Prices.Price(new PriceQuestion("", Empty(Provider), Empty(Model), time, PriceTerms.Parse(ServiceTier), usage)));
    }

    private static string? Empty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
