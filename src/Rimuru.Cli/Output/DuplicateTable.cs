using System.Globalization;

namespace Rimuru.Cli.Output;

internal static class DuplicateTable
{
    public static void Print(IEnumerable<DuplicateSummary> summaries)
    {
        Table table = new(("Agent", false), ("Rule", false), ("Duplicates", true), ("Input", true), ("Cache read", true), ("Cache write", true), ("Output", true), ("File", false));
        foreach (DuplicateSummary s in summaries)
        {
            table.Add(
                s.Agent, s.Rule.ToString(), Numbers.Count(s.Duplicates), Numbers.Count(s.InputTokens), Numbers.Count(s.CacheReadTokens),
                Numbers.Count(s.CacheWrite5mTokens + s.CacheWrite1hTokens), Numbers.Count(s.OutputTokens), s.File);
        }

        table.Print();
    }

    public static void Print(IEnumerable<DuplicateRecord> records, TimeZoneInfo zone)
    {
        Table table = new(("Time", false), ("Agent", false), ("Rule", false), ("Model", false), ("Tokens", true), ("Copy", false), ("Kept", false));
        foreach (DuplicateRecord r in records)
        {
            table.Add(
                TimeZoneInfo.ConvertTime(r.Timestamp, zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), r.Agent, r.Rule.ToString(), r.Model,
                Numbers.Count(r.TotalTokens), PlaceOf(r.File, r.Line), r.KeptFile is null ? null : PlaceOf(r.KeptFile, r.KeptLine));
        }

        table.Print();
    }

    private static string PlaceOf(string file, long? line) => line is { } number ? string.Create(CultureInfo.InvariantCulture, $"{file}:{number}") : file;
}
