using BenchmarkDotNet.Attributes;
using Rimuru.Core.Pricing;
using Rimuru.Core.Records;

namespace Rimuru.Bench.Micro;

/// <summary>Pricing a row whose model has been looked up before.</summary>
public class PriceBenchmarks
{
    private const int Rows = 1000;
    private readonly RowPricing pricing = new(PriceBook.Bundled);

    [Params("claude-sonnet-4-5-20250929", "gpt-5-codex", "no-such-model")]
    public string Model { get; set; } = "";

    [Benchmark(OperationsPerInvoke = Rows)]
    [Unit("row")]
    public long Price_a_row()
    {
        long sum = 0;
        for (int i = 0; i < Rows; i++)
        {
            UsageRow row = new()
            {
                Model = Model,
                UnixMs = 1795348800000,
                Tokens = new TokenUsage(10 + i, 20_000, 1_000, 0, 500, 0),
            };
            pricing.Price(ref row);
            sum += row.CostNano?.Value ?? 0;
        }

        return sum;
    }
}
