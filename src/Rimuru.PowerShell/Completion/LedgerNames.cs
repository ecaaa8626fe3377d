using System.Collections;
using System.Management.Automation;
using Rimuru.Core;
using Rimuru.Core.Pool;
using Rimuru.Core.Reports;
using Rimuru.Hosting;

namespace Rimuru.Completion;

/// <summary>
/// Names from the ledger and the price table, among what is selected on the command line already. Completion reads no logs.
/// </summary>
internal static class LedgerNames
{
    public static IReadOnlyList<string> Of(CostGrouping grouping, IDictionary bound) =>
        With(bound, engine => engine.Reports.NamesOf(grouping, Selected(bound)));

    /// <summary>The texts of a parameter on the command line.</summary>
    public static string[] Texts(IDictionary bound, string name) =>
        bound.Contains(name) && LanguagePrimitives.TryConvertTo(bound[name], out string[]? texts)
            ? Array.FindAll(texts ?? [], text => !string.IsNullOrEmpty(text))
            : [];

    private static ReportFilter Selected(IDictionary bound) =>
        new()
        {
            Agent = Texts(bound, "Agent"),
            Model = Texts(bound, "Model"),
            Project = Texts(bound, "Project"),
            Machine = Texts(bound, "Machine"),
            User = Texts(bound, "User"),
            SessionId = Texts(bound, "SessionId"),
        };

    /// <summary>Names from an engine with the parameters on the command line.</summary>
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

    // A completer has no session state, and that of the runspace is not accessible while a pipeline runs.
    private static PathIntrinsics CurrentPaths() =>
        (PathIntrinsics)((PSObject)ScriptBlock.Create("$ExecutionContext.SessionState.Path").InvokeReturnAsIs()).BaseObject;

    private static string? Text(IDictionary bound, string name) => bound.Contains(name) ? bound[name]?.ToString() : null;
}
