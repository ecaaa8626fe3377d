using System.Globalization;

namespace Rimuru.Cli.Output;

internal static class UsageTable
{
    public static void Print(IEnumerable<UsageRecord> records, TimeZoneInfo zone)
    {
        Table table = new(
            ("Time", false), ("Agent", false), ("Session", false), ("Sub-agent", false), ("Model", false), ("Input", true), ("Cache read", true), ("Cache write", true), ("Output", true), ("Cost", true));
        foreach (UsageRecord record in records)
        {
            table.Add(
                TimeZoneInfo.ConvertTime(record.Timestamp, zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), record.Agent, record.SessionId, record.SubAgent, record.Model,
                Numbers.Count(record.InputTokens), Numbers.Count(record.CacheReadTokens), Numbers.Count(record.CacheWrite5mTokens + record.CacheWrite1hTokens),
                Numbers.Count(record.OutputTokens), Numbers.Money(record.Cost));
        }

        table.Print();
    }
}
