using Rimuru.Core.Adapters.ClaudeCode;
using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Bench.Forecasts;

/// <summary>
/// An invented year of one person's costs: quiet weekends, two holidays, days of very different cost, and a level that drifts. The same
/// every time for a seed.
/// </summary>
internal sealed class PersonYear(int seed)
{
    public const int Days = 364;

    private const int FirstHour = 7;
    private const int HolidayDays = 12;

    /// <summary>A Monday.</summary>
    public static DateTimeOffset Start { get; } = new(2025, 11, 3, 0, 0, 0, TimeSpan.Zero);

    /// <summary>From Monday on.</summary>
    private static readonly double[] OfWeekday = [1, 1.1, 1.1, 1, 0.8, 0.2, 0.1];

    private readonly Random random = new(seed);

    /// <summary>Writes one record an hour of work.</summary>
    public void Write(ILedger ledger)
    {
        using ILedgerWriter writer = ledger.Write("2026-11-01", CancellationToken.None);
        FileBatch batch = new() { Agent = "ClaudeCode", Origin = new BatchOrigin("machine", "user", "2026-11-01") };
        SessionRef session = new("ClaudeCode", "session");
        batch.Sessions.Add(new SessionRow(session));
        double level = LogNormal(8, 0.6);
        int[] holidays = [random.Next(60, 160), random.Next(200, 330)];
        for (int day = 0; day < Days; day++)
        {
            level *= LogNormal(1, 0.04);
            if (Array.Exists(holidays, first => day >= first && day < first + HolidayDays))
                continue;
            double cost = level * OfWeekday[day % 7] * LogNormal(1, 0.7);
            double[] parts = [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => LogNormal(1, 1))];
            for (int i = 0; i < parts.Length; i++)
                batch.Rows.Add(
                    new UsageRow
                    {
                        Key = RecordKey.Of(ClaudeCodeIdentity.Message, BitConverter.GetBytes((day * 24) + i)),
                        UnixMs = Start.AddDays(day).AddHours(FirstHour + i).AddMinutes(random.Next(60)).ToUnixTimeMilliseconds(),
                        Tokens = new TokenUsage(1000, 0, 0, 0, 1000, 0),
                        Requests = 1,
                        Provider = "anthropic",
                        Model = "claude-opus-4-5",
                        Session = session,
                        CostNano = new NanoUsd((long)(cost * parts[i] / parts.Sum() * 1e9)),
                        CostStatus = CostStatus.Calculated,
                    }
                );
        }

        writer.Apply(batch);
        writer.Commit();
    }

    private double LogNormal(double median, double spread)
    {
        double normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return median * Math.Exp(spread * normal);
    }
}
