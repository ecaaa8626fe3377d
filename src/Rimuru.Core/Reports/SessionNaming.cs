using Rimuru.Core.Errors;

namespace Rimuru.Core.Reports;

/// <summary>
/// Resolves session names to ids; a unique prefix of an id is enough. Names with wildcards are kept. The ids are loaded once, since a
/// pipeline may supply thousands of names.
/// </summary>
internal sealed class SessionNaming(Func<IReadOnlySet<string>> ids)
{
    private const int ShortestBeginning = 4;
    private const int Limit = 5;

    private IReadOnlySet<string>? known;

    /// <summary>
    /// The id for a name. E3001: no id begins with it. E3002: several do. E3003: it is too short for the beginning of an id.
    /// </summary>
    public string IdOf(string name)
    {
        if (ReportFilter.IsPattern(name))
            return name;
        known ??= ids();
        if (known.Contains(name))
            return name;
        if (name.Length < ShortestBeginning)
            throw new RimuruException(
                ErrorCodes.SessionTooShort,
                $"'{name}' is too short for a session id: type at least {ShortestBeginning} characters of it, or '{name}*' for all that "
                    + "begin with it.",
                name
            );
        string[] longer =
        [
            .. known.Where(id => id.StartsWith(name, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).Take(Limit + 1),
        ];
        return longer.Length switch
        {
            0 => throw new RimuruException(ErrorCodes.SessionNotFound, $"The ledger has no session '{name}'.", name),
            1 => longer[0],
            _ => throw new RimuruException(
                ErrorCodes.SessionAmbiguous,
                $"Several session ids begin with '{name}': "
                    + $"{string.Join(", ", longer.Take(Limit))}{(longer.Length > Limit ? ", …" : "")}. Type more of the id, or '{name}*' "
                    + "for all of them.",
                name
            ),
        };
    }
}
