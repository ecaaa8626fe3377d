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

    /// <summary>The provider of the row; null for a row that the user set for any provider.</summary>
    public string? Provider => Row is { Provider.Length: > 0 } row ? row.Provider : null;

    public ModelMatch Match { get; }

    /// <summary>True if the tokens cost nothing.</summary>
    public bool Included { get; private init; }

    /// <summary>True if the name itself indicates fast mode.</summary>
    public bool Fast { get; init; }

    /// <summary>The region that is part of the name but not of the row.</summary>
    public string? Region { get; init; }

    internal PriceRow? Row { get; }

    public override string ToString() => Row is { } row ? $"{row} ({Match})" : Match.ToString();
}
