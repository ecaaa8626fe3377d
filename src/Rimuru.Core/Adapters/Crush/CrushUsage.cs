using System.Globalization;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Adapters.Crush;

/// <summary>What Crush keeps of a session's use: money only.</summary>
internal static class CrushUsage
{
    /// <summary>The cost so far; nothing for zero, which a plan or a model of an unknown price has.</summary>
    public static NanoUsd? CostOf(SqliteStatement row, int column) =>
        decimal.TryParse(row.Text(column), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal usd)
            ? ReportedCost.Known(usd)
            : null;
}
