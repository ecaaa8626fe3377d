namespace HelpWriter;

/// <summary>A cmdlet as the assembly declares it.</summary>
internal sealed record CmdletFacts(
    string Name,
    string Verb,
    string Class,
    string? DefaultSet,
    IReadOnlyList<string> OutputTypes,
    IReadOnlyList<ParameterFacts> Parameters
)
{
    /// <summary>The names of the ways to call it, the default first; one without a name where there are no sets.</summary>
    public IReadOnlyList<string?> Sets
    {
        get
        {
            string?[] named = [.. Parameters.SelectMany(parameter => parameter.Uses).Select(use => use.Set).Where(set => set is not null)];
            return named.Length == 0 ? [null] : [.. named.Prepend(DefaultSet).Where(set => set is not null).Distinct()];
        }
    }

    /// <summary>Every parameter, in the order in which the ways to call it show them.</summary>
    public IEnumerable<ParameterFacts> Displayed => Sets.SelectMany(In).Select(item => item.Parameter).Distinct();

    /// <summary>
    /// The parameters of a way to call it, in the order in which PowerShell shows them: by position, then those that are required, then the
    /// others.
    /// </summary>
    public IEnumerable<(ParameterFacts Parameter, ParameterUse Use)> In(string? set) =>
        Parameters
            .Select(parameter => (parameter, Use: parameter.In(set)!))
            .Where(item => item.Use is not null)
            .OrderBy(item => item.Use.Position ?? int.MaxValue)
            .ThenBy(item => item.Use.Position is null && !item.Use.IsRequired);
}

/// <summary>A parameter as the assembly declares it.</summary>
internal sealed record ParameterFacts(
    string Name,
    string Type,
    IReadOnlyList<string> Aliases,
    bool HasWildcards,
    IReadOnlyList<ParameterUse> Uses
)
{
    public const string Switch = "SwitchParameter";

    public bool IsSwitch => Type == Switch;

    /// <summary>True where it must be given in every way to call the cmdlet that has it.</summary>
    public bool IsRequired => Uses.All(use => use.IsRequired);

    /// <summary>Its use in a parameter set; null where it is not in it.</summary>
    public ParameterUse? In(string? set) => Uses.FirstOrDefault(use => use.Set == set) ?? Uses.FirstOrDefault(use => use.Set is null);
}

/// <summary>What a parameter is in one parameter set; in all where that has no name.</summary>
internal sealed record ParameterUse(string? Set, int? Position, bool IsRequired, IReadOnlyList<string> Pipeline);
