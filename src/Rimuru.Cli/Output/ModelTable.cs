using Rimuru.Core.ModelCatalog;
using Rimuru.Core.Views;

namespace Rimuru.Cli.Output;

internal static class ModelTable
{
    public static void Print(ModelSyncReport report)
    {
        // Failures are printed on standard error.
        Table.Print(
            ModelViews.Sync,
            report.Results.Select(result => result.Status == ModelSyncStatus.Skipped ? result : result with { Message = null })
        );
        if (report.Changes.Count == 0)
            return;
        Console.Out.WriteLine();
        Table.Print(ModelViews.Change, report.Changes);
    }
}
