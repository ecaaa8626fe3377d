using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Reports;

/// <summary>
/// The reported credits of some usage. Credits of different units are not added: there is no amount then, only the units.
/// </summary>
internal sealed class CreditSum
{
    private readonly SortedSet<string> units = new(StringComparer.Ordinal);
    private decimal sum;

    /// <summary>The credits; null if there are none, or several units.</summary>
    public decimal? Amount => units.Count == 1 ? sum : null;

    /// <summary>The unit, or all units, comma separated; null if there are no credits.</summary>
    public string? Unit => units.Count == 0 ? null : string.Join(", ", units);

    public void Add(Dimension dimension, in Sums sums)
    {
        if (sums.CreditNano != 0 && dimension.CreditUnit is { } unit)
            Add(sums.CreditNano / Credits.PerCredit, unit);
    }

    /// <summary>Adds a sum that a report made; one of several units has no amount.</summary>
    public void Add(decimal? amount, string? unit)
    {
        if (unit is null)
            return;
        units.UnionWith(unit.Split(", "));
        sum += amount ?? 0;
    }

    /// <summary>The credits for a table: the amount with its unit; null if there are none.</summary>
    public static string? Text(decimal? amount, string? unit) =>
        amount is { } known ? FormattableString.Invariant($"{known:#,0.####} {unit}") : unit;
}
