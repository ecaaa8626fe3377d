using Rimuru.Core.Errors;
using Rimuru.Core.Store;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Reports;

/// <summary>
/// Checks the models, projects, machines and users of a filter. A misspelt one would select nothing, and that looks like an answer.
/// </summary>
/// <param name="ledger">The ledger; it is read at most once for each grouping.</param>
/// <param name="catalog">The names of the models that are known without the ledger.</param>
internal sealed class NameCheck(LedgerConnection ledger, Func<IEnumerable<string>> catalog)
{
    private readonly Dictionary<CostGrouping, HashSet<string>> used = [];
    private readonly Dictionary<CostGrouping, HashSet<string>> others = [];

    /// <summary>Throws for the first unknown name of a filter.</summary>
    public void Check(ReportFilter filter)
    {
        foreach (
            (CostGrouping grouping, IReadOnlyList<string> names) in new[]
            {
                (CostGrouping.Model, filter.Model),
                (CostGrouping.Project, filter.Project),
                (CostGrouping.Machine, filter.Machine),
                (CostGrouping.User, filter.User),
            }
        )
        {
            foreach (string name in names)
                Check(grouping, name);
        }
    }

    /// <summary>Throws for the first unknown tool, MCP server or skill.</summary>
    public void Check(ToolFilter filter)
    {
        foreach ((CostGrouping grouping, string name) in filter.Named)
            Check(grouping, name);
    }

    /// <summary>Throws E5006 for an unknown model, E9003 for any other unknown name. Names with wildcards pass.</summary>
    public void Check(CostGrouping grouping, string name)
    {
        if (ReportFilter.IsPattern(name) || Of(used, grouping, InRecords).Contains(name))
            return;
        HashSet<string> rest = Of(others, grouping, Elsewhere);
        if (rest.Contains(name))
            return;
        string hint = Spelling.Hint(name, used[grouping].Concat(rest));
        throw grouping == CostGrouping.Model
            ? new RimuruException(ErrorCodes.ModelNotFound, $"Neither the ledger nor the catalog has a model '{name}'.{hint}", name)
            : new RimuruException(ErrorCodes.NameNotFound, $"The ledger has no {NounOf(grouping)} '{name}'.{hint}", name);
    }

    private static string NounOf(CostGrouping grouping) =>
        grouping == CostGrouping.McpServer ? Groupings.Of(grouping).Title : Groupings.Of(grouping).Name;

    private static HashSet<string> Of(
        Dictionary<CostGrouping, HashSet<string>> known,
        CostGrouping grouping,
        Func<CostGrouping, IEnumerable<string?>> read
    )
    {
        if (!known.TryGetValue(grouping, out HashSet<string>? names))
            known.Add(grouping, names = new HashSet<string>(read(grouping).OfType<string>(), StringComparer.OrdinalIgnoreCase));
        return names;
    }

    private HashSet<string> InRecords(CostGrouping grouping) => ledger.Exists ? ledger.Ledger.Read(ledger.Stop).NamesOf(grouping) : [];

    /// <summary>What has no records: models of the catalog, projects of sessions without requests, this machine and its user.</summary>
    private IEnumerable<string?> Elsewhere(CostGrouping grouping) =>
        grouping switch
        {
            CostGrouping.Model => catalog(),
            CostGrouping.Provider or CostGrouping.Tool or CostGrouping.McpServer or CostGrouping.Skill => [],
            CostGrouping.Branch => Sessions().Select(session => session.Branch),
            CostGrouping.Machine => Sessions().Select(session => session.Machine).Append(ledger.Options.Machine),
            CostGrouping.User => Sessions().Select(session => session.User).Append(ledger.Options.User),
            _ => Sessions().Select(session => session.Project),
        };

    private IEnumerable<Records.StoredSession> Sessions() =>
        ledger.Exists ? ledger.Ledger.Read(ledger.Stop).Sessions(SessionScope.All) : [];
}
