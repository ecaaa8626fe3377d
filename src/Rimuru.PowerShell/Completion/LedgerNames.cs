using System.Collections;
using System.Management.Automation;
using Rimuru.Hosting;

namespace Rimuru.Completion;

/// <summary>Names that the ledger has already; no log is read for a key press.</summary>
internal static class LedgerNames
{
    public static IReadOnlyList<string> Of(CostGrouping grouping, IDictionary bound)
    {
        string? home = Text(bound, "HomePath"), database = Text(bound, "Database");
        PathIntrinsics? paths = home is null && database is null ? null : CurrentPaths();
        using EngineLease lease = paths is null
            ? EngineShelf.Take(null, null)
            : EngineShelf.Take(PathArguments.Resolve(home, paths, "HomePath"), PathArguments.ResolveUrl(database, paths));
        return lease.Engine.NamesOf(grouping);
    }

    // A completer is given no session state; the runspace's own is out of reach while it runs a pipeline.
    private static PathIntrinsics CurrentPaths() => (PathIntrinsics)((PSObject)ScriptBlock.Create("$ExecutionContext.SessionState.Path").InvokeReturnAsIs()).BaseObject;

    private static string? Text(IDictionary bound, string name) => bound.Contains(name) ? bound[name]?.ToString() : null;
}
