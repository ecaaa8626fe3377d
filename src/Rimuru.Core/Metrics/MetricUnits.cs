namespace Rimuru.Core.Metrics;

/// <summary>What the values of each metric are, and in which whole numbers the ledger keeps them.</summary>
internal static class MetricUnits
{
    private const decimal Thousandths = 1000;
    private const decimal Billionths = 1_000_000_000;

    public static string Of(MetricName name) =>
        name switch
        {
            MetricName.Cpu => "percent",
            MetricName.Memory => "bytes",
            MetricName.Processes => "processes",
            MetricName.ActiveSessions => "sessions",
            MetricName.Tokens => "tokens/min",
            MetricName.Cost => "USD/min",
            MetricName.Requests => "requests/min",
            _ => "failures/min",
        };

    /// <summary>How many of the ledger's whole numbers are one.</summary>
    public static decimal ScaleOf(MetricName name) =>
        name switch
        {
            MetricName.Cpu => Thousandths,
            MetricName.Cost => Billionths,
            _ => 1,
        };
}
