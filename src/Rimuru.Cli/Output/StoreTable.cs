using System.Globalization;
using Rimuru.Core.Views;

namespace Rimuru.Cli.Output;

internal static class StoreTable
{
    /// <summary>Prints one fact per line.</summary>
    public static void Print(StoreInfo store)
    {
        List<Fact> facts = [];
        void Add(string name, string value) => facts.Add(new Fact(name, value));
        Add("Kind", $"{store.Kind} {store.EngineVersion}");
        Add("Configured by", store.Origin);
        Add("Version", VersionOf(store));
        if (store.Size is { } size)
            Add("Size", CellText.Bytes(size));
        if (store.Records is { } records)
        {
            Add("Records", CellText.Count(records));
            Add("Sessions", CellText.Count(store.Sessions ?? 0));
            Add("Machines, users", $"{CellText.Count(store.Machines ?? 0)}, {CellText.Count(store.Users ?? 0)}");
        }

        if (store.FirstActivity is not null)
            Add("Activity", $"{Time(store.FirstActivity)} to {Time(store.LastActivity)}");
        if (store.RetainedSince is not null)
            Add("Retained since", Time(store.RetainedSince));
        if (store.IsReadOnly)
            Add("Rights", "read only");
        Table.Print<Fact>(
            [
                new("Name", "Ledger", ColumnKind.Text, 14, fact => fact.Name),
                new("Value", store.Name, ColumnKind.Name, 20, fact => fact.Value),
            ],
            facts
        );
    }

    /// <summary>Prints one line per check, and below the table what to do.</summary>
    public static void Print(IReadOnlyList<StoreCheck> checks)
    {
        Table.Print(StoreViews.Check, checks);
        foreach (StoreCheck check in checks.Where(check => check.Advice is not null))
            Terminal.Line($"{check.Name}: {check.Advice}");
    }

    public static void Print(StoreCopyResult copy) =>
        Terminal.Line(
            $"{copy.Destination}: {CellText.Count(copy.RecordsAdded)} of {CellText.Count(copy.Records)} records were new there, "
                + $"{CellText.Count(copy.RecordsChanged)} were updated; {CellText.Count(copy.TotalTokens)} tokens were copied."
        );

    public static void Print(StoreBackup backup) =>
        Terminal.Line(
            $"{backup.Path}: {CellText.Bytes(backup.Size)}, of version {backup.Version.ToString(CultureInfo.InvariantCulture)} of "
                + $"{backup.Store}"
        );

    public static void Print(StoreOptimization done)
    {
        string what = $"{CellText.Count(done.RecordsRemoved)} records and {CellText.Count(done.SessionsRemoved)} sessions";
        Console.Out.WriteLine(
            done.SizeAfter is { } after
                ? $"{what} were removed; {CellText.Bytes(done.SizeBefore)} before, {CellText.Bytes(after)} now."
                : $"{what} would be removed."
        );
        if (done.RetainedSince is not null)
            Console.Out.WriteLine($"Retained since {Time(done.RetainedSince)}");
    }

    /// <summary>The question before records are removed for good.</summary>
    public static string Question(StoreOptimization removed)
    {
        string times = removed.FirstRemoved is null ? "" : $", from {Time(removed.FirstRemoved)} to {Time(removed.LastRemoved)}";
        return $"Remove {CellText.Count(removed.RecordsRemoved)} records and {CellText.Count(removed.SessionsRemoved)} sessions from "
            + $"{removed.Store}{times}, for good?";
    }

    private static string VersionOf(StoreInfo store)
    {
        if (!store.Exists)
            return "there is no ledger yet";
        string known = store.Version == store.LatestVersion ? "" : $" (this Rimuru's is {store.LatestVersion})";
        return string.Create(CultureInfo.InvariantCulture, $"{store.Version}{known}");
    }

    private static string Time(DateTimeOffset? time) => DisplayZone.Cell(ColumnKind.Time, time);

    private sealed record Fact(string Name, string Value);
}
