using Rimuru.Core.Errors;

namespace Rimuru.Core.Reports;

/// <summary>
/// Tells the ids of sessions that the user names; the beginning of an id will do where no other has it. Wildcards stay, and name whatever they match.
/// The ledger is asked once, since thousands of names may come from a pipeline.
/// </summary>
internal sealed class SessionNaming(Func<IReadOnlySet<string>> ids)
{
    private const int ShortestBeginning = 4;
    private const int Told = 5;

    private IReadOnlySet<string>? known;

    /// <summary>The id that a name means. E3001 where the ledger has no such session, or several.</summary>
    public string IdOf(string name)
    {
        if (ReportFilter.IsPattern(name)) return name;
        known ??= ids();
        if (known.Contains(name)) return name;
        string[] longer = name.Length < ShortestBeginning ? [] : [.. known.Where(id => id.StartsWith(name, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).Take(Told + 1)];
        return longer.Length switch
        {
            0 => throw new RimuruException(ErrorCodes.SessionNotFound, $"The ledger has no session '{name}'.", name),
            1 => longer[0],
            _ => throw new RimuruException(
                ErrorCodes.SessionNotFound, $"Several sessions begin with '{name}': {string.Join(", ", longer.Take(Told))}{(longer.Length > Told ? ", …" : "")}. Write more of it, or '{name}*' for all.", name),
        };
    }
}
