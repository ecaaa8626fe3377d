namespace Rimuru.Core.Pricing;

/// <summary>A model's name, matched once to a row of the price table.</summary>
internal sealed class ResolvedModel
{
    /// <summary>A record that names no model.</summary>
    internal static ResolvedModel Missing { get; } = new(null, ModelMatch.None);

    internal static ResolvedModel Unknown { get; } = new(null, ModelMatch.None);

    internal static ResolvedModel NotAModel { get; } = new(null, ModelMatch.NotAModel) { Included = true };

    internal static ResolvedModel Local { get; } = new(null, ModelMatch.Local) { Included = true };

    /// <summary>A variant that its seller gives away.</summary>
    internal static ResolvedModel FreeVariant { get; } = new(null, ModelMatch.Wrapper) { Included = true };

    internal ResolvedModel(PriceRow? row, ModelMatch match)
    {
        Row = row;
        Match = match;
        Included = row?.Included ?? false;
    }

    /// <summary>The provider whose row it is; null where it is the user's own for any provider.</summary>
    public string? Provider => Row is { Provider.Length: > 0 } row ? row.Provider : null;

    public ModelMatch Match { get; }

    /// <summary>True where the tokens cost nothing.</summary>
    public bool Included { get; private init; }

    /// <summary>True where the name itself says that fast mode was used.</summary>
    public bool Fast { get; init; }

    /// <summary>The region that the name itself carries and the row does not.</summary>
    public string? Region { get; init; }

    internal PriceRow? Row { get; }

    public override string ToString() => Row is { } row ? $"{row} ({Match})" : Match.ToString();
}
