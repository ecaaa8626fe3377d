using System.Globalization;

namespace Rimuru.Cli.Output;

internal static class StoreTable
{
    /// <summary>One fact a line.</summary>
    public static void Print(StoreInfo store)
    {
        Table table = new(("Ledger", false), (store.Name, false));
        table.Add("Kind", $"{store.Kind} {store.EngineVersion}");
        table.Add("Configured by", store.Origin);
        table.Add("Version", store.Exists ? string.Create(CultureInfo.InvariantCulture, $"{store.Version}{(store.Version == store.LatestVersion ? "" : $" (this Rimuru's is {store.LatestVersion})")}") : "there is no ledger yet");
        if (store.Size is { } size) table.Add("Size", Bytes(size));
        if (store.Records is { } records)
        {
            table.Add("Records", Numbers.Count(records));
            table.Add("Sessions", Numbers.Count(store.Sessions ?? 0));
            table.Add("Machines, users", $"{Numbers.Count(store.Machines ?? 0)}, {Numbers.Count(store.Users ?? 0)}");
        }

        if (store.FirstActivity is not null) table.Add("Activity", $"{Time(store.FirstActivity)} to {Time(store.LastActivity)}");
        if (store.RetainedSince is not null) table.Add("Retained since", Time(store.RetainedSince));
        if (store.IsReadOnly) table.Add("Rights", "it may be read only");
        table.Print();
    }

    /// <summary>One line a check, and below the table what to do.</summary>
    public static void Print(IReadOnlyList<StoreCheck> checks)
    {
        Table table = new(("Check", false), ("Status", false), ("Detail", false));
        foreach (StoreCheck check in checks) table.Add(check.Name, check.Status.ToString(), check.Detail);
        table.Print();
        foreach (StoreCheck check in checks.Where(check => check.Advice is not null)) Terminal.Line($"{check.Name}: {check.Advice}");
    }

    public static void Print(StoreCopyResult copy) => Terminal.Line(
        $"{copy.Destination}: {Numbers.Count(copy.RecordsAdded)} of {Numbers.Count(copy.Records)} records were new there, {Numbers.Count(copy.RecordsChanged)} better known; {Numbers.Count(copy.TotalTokens)} tokens arrived.");

    public static void Print(StoreBackup backup) => Terminal.Line($"{backup.Path}: {Bytes(backup.Size)}, of version {backup.Version.ToString(CultureInfo.InvariantCulture)} of {backup.Store}");

    public static void Print(StoreOptimization done)
    {
        string what = $"{Numbers.Count(done.RecordsRemoved)} records and {Numbers.Count(done.SessionsRemoved)} sessions";
        Console.Out.WriteLine(done.SizeAfter is { } after ? $"{what} were removed; {Bytes(done.SizeBefore)} before, {Bytes(after)} now." : $"{what} would be removed.");
        if (done.RetainedSince is not null) Console.Out.WriteLine($"Retained since {Time(done.RetainedSince)}");
    }

    /// <summary>What a removal takes away for good, as a question.</summary>
    public static string Question(StoreOptimization removed) =>
        $"Remove {Numbers.Count(removed.RecordsRemoved)} records and {Numbers.Count(removed.SessionsRemoved)} sessions from {removed.Store}{(removed.FirstRemoved is null ? "" : $", from {Time(removed.FirstRemoved)} to {Time(removed.LastRemoved)}")}, for good?";

    private static string Bytes(long bytes) => (bytes / 1e6).ToString("N1", CultureInfo.InvariantCulture) + " MB";

    private static string Time(DateTimeOffset? time) => time?.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "";
}
