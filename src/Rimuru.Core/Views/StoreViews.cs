using static Rimuru.Core.Views.ColumnKind;

namespace Rimuru.Core.Views;

/// <summary>The tables of the store.</summary>
internal static class StoreViews
{
    public static View<StoreInfo> Info { get; } =
        new(
            new("Kind", "Kind", Text, 10, s => s.Kind),
            new("Records", "Records", Count, 13, s => s.Records),
            new("Sessions", "Sessions", Count, 10, s => s.Sessions),
            new("Size", "Size", Bytes, 12, s => s.Size),
            new("Version", "Version", Count, 7, s => s.Version),
            new("Name", "Name", Name, 19, s => s.Name),
            new("LastActivity", "Last activity", Time, 22, s => s.LastActivity)
        );

    public static View<StoreCheck> Check { get; } =
        new(
            new("Name", "Check", Name, 11, c => c.Name),
            new("Status", "Status", Text, 7, c => c.Status)
            {
                Marks =
                [
                    new(Emphasis.Bad, "Status", c => c.Status, nameof(CheckStatus.Failed)),
                    new(Emphasis.Doubtful, "Status", c => c.Status, nameof(CheckStatus.Warning)),
                ],
            },
            new("Detail", "Detail", Name, 36, c => c.Detail),
            new("Advice", "Advice", Name, 19, c => c.Advice) { Shown = Places.Shell }
        );

    public static View<StoreBackup> Backup { get; } =
        new(
            new("CreatedAt", "Created", Time, 22, b => b.CreatedAt),
            new("Kind", "Kind", Text, 10, b => b.Kind),
            new("Version", "Version", Count, 7, b => b.Version),
            new("Size", "Size", Bytes, 10, b => b.Size),
            new("Path", "Path", Name, 12, b => b.Path)
        );

    public static View<StoreCopyResult> Copy { get; } =
        new(
            new("Records", "Records", Count, 12, c => c.Records),
            new("RecordsAdded", "Added", Count, 12, c => c.RecordsAdded),
            new("RecordsChanged", "Changed", Count, 9, c => c.RecordsChanged),
            new("Sessions", "Sessions", Count, 9, c => c.Sessions),
            new("Destination", "Destination", Name, 13, c => c.Destination)
        );

    public static View<StoreOptimization> Optimization { get; } =
        new(
            new("RecordsRemoved", "Records removed", Count, 15, o => o.RecordsRemoved),
            new("SessionsRemoved", "Sessions removed", Count, 16, o => o.SessionsRemoved),
            new("SizeBefore", "Before", Bytes, 12, o => o.SizeBefore),
            new("SizeAfter", "After", Bytes, 12, o => o.SizeAfter),
            new("RetainedSince", "Retained since", Time, 22, o => o.RetainedSince),
            new("Store", "Store", Name, 19, o => o.Store)
        );
}
