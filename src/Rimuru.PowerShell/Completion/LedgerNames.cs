using System.Collections;
using System.Management.Automation;
using Rimuru.Core;
using Rimuru.Core.Pool;
using Rimuru.Hosting;

namespace Rimuru.Completion;

/// <summary>Names that the ledger and the price table have already; no log is read for a key press.</summary>
internal static class LedgerNames
{
    public static IReadOnlyList<string> Of(CostGrouping grouping, IDictionary bound) =>
        With(bound, engine => engine.Reports.NamesOf(grouping));

    /// <summary>The names that the engine gives which a command line means.</summary>
    public static IReadOnlyList<string> With(IDictionary bound, Func<RimuruEngine, IEnumerable<string>> names)
    {
        string? home = Text(bound, "HomePath"),
            database = Text(bound, "Database");
        PathIntrinsics? paths = home is null && database is null ? null : CurrentPaths();
        using EngineLease lease = paths is null
            ? EngineShelf.Take(null, null)
            : EngineShelf.Take(PathArguments.Resolve(home, paths, "HomePath"), PathArguments.ResolveUrl(database, paths));
        return [.. names(lease.Engine)];
    }

    // A completer is given no session state; the runspace's own is out of reach while it runs a pipeline.
    private static PathIntrinsics CurrentPaths() =>
        (PathIntrinsics)((PSObject)ScriptBlock.Create("$ExecutionContext.SessionState.Path").InvokeReturnAsIs()).BaseObject;

    private static string? Text(IDictionary bound, string name) => bound.Contains(name) ? bound[name]?.ToString() : null;
}
