using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Rimuru.Core.Reports;
using Rimuru.Core.Views;

namespace Rimuru.Core.Exports;

/// <summary>
/// Tables of costs and sessions. The fields are the properties of the records, as JSON has them, and the titles those of the tables: an
/// export has no list of columns of its own.
/// </summary>
internal static class ExportTables
{
    /// <summary>What only objects in PowerShell have.</summary>
    private static readonly string[] OfShellOnly = ["shortId", "firstActivity", "lastActivity"];

    /// <summary>A table that is longer than this streams, so it has every column, also one that may have no value.</summary>
    private const int RowsLookedAt = 1000;

    private static readonly string[] OfUses = ["uses", "sessions", "lastUse"];

    /// <summary>What only a query in another currency has, which an export is not.</summary>
    private static readonly string[] OfCurrency = ["displayCost", "displayCurrency", "exchangeRate", "rateDate"];

    private static readonly string[] OfTime = ["periodStart", "periodEnd"];

    public static ExportTable Costs(
        ExportShape shape,
        IEnumerable<CostRecord> records,
        IReadOnlyList<CostGrouping> by,
        TimeZoneInfo zone
    ) =>
        shape == ExportShape.Titles
            ? OfTitles("costs", "cost", CostViews.Grouped(by).InCommand, records, zone)
            : OfFields("costs", "cost", [.. FieldsOfCosts(by)], records, zone);

    public static ExportTable Sessions(ExportShape shape, IEnumerable<Session> sessions, TimeZoneInfo zone) =>
        shape == ExportShape.Titles
            ? OfTitles("sessions", "session", SessionViews.Session.InCommand, sessions, zone)
            : OfFields(
                "sessions",
                "session",
                [.. ExportContext.Default.Session.Properties.Where(field => !OfCurrency.Contains(field.Name))],
                sessions,
                zone
            );

    /// <summary>The groupings in their order, the period if one of them is a time, and the sums.</summary>
    private static IEnumerable<JsonPropertyInfo> FieldsOfCosts(IReadOnlyList<CostGrouping> by)
    {
        Dictionary<string, JsonPropertyInfo> fields = ExportContext.Default.CostRecord.Properties.ToDictionary(field => field.Name);
        string[] groupings = [.. Groupings.All.Select(grouping => NameOf(grouping.Key))];
        bool isByTime = by.Any(TimeBuckets.IsTime);
        return by.Select(grouping => fields[NameOf(grouping)])
            .Concat(OfTime.Where(_ => isByTime).Select(name => fields[name]))
            .Concat(OfUses.Where(_ => Groupings.Overlap(by)).Select(name => fields[name]))
            .Concat(
                fields.Values.Where(field => !groupings.Concat([.. OfUses, .. OfCurrency, .. OfShellOnly, .. OfTime]).Contains(field.Name))
            );
    }

    private static string NameOf(CostGrouping grouping) =>
        System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(Groupings.Of(grouping).Property);

    private static ExportTable OfFields<T>(
        string name,
        string rowName,
        IReadOnlyList<JsonPropertyInfo> fields,
        IEnumerable<T> records,
        TimeZoneInfo zone
    )
        where T : class =>
        Of(
            name,
            rowName,
            [.. fields.Select(field => new ExportColumn(field.Name, KindOf(field.PropertyType)))],
            records,
            [.. fields.Select(f => f.Get!)],
            zone
        );

    private static ExportTable OfTitles<T>(string name, string rowName, Column<T>[] columns, IEnumerable<T> records, TimeZoneInfo zone)
        where T : class
    {
        IEnumerator<T> rest = records.GetEnumerator();
        List<T> first = [];
        while (first.Count < RowsLookedAt && rest.MoveNext())
            first.Add(rest.Current);
        Column<T>[] shown = first.Count == RowsLookedAt ? columns : Array.FindAll(columns, column => column.IsShown(first));
        return Of(
            name,
            rowName,
            [.. shown.Select(column => new ExportColumn(column.Title, column.Kind))],
            first.Concat(Remaining(rest)),
            Array.ConvertAll(shown, column => (Func<object, object?>)(record => column.Value((T)record))),
            zone
        ) with
        {
            Reader = rest,
        };
    }

    private static IEnumerable<T> Remaining<T>(IEnumerator<T> rows)
    {
        using (rows)
            while (rows.MoveNext())
                yield return rows.Current;
    }

    private static ExportTable Of<T>(
        string name,
        string rowName,
        ExportColumn[] columns,
        IEnumerable<T> records,
        Func<object, object?>[] read,
        TimeZoneInfo zone
    )
        where T : class =>
        new(name, rowName, columns, records.Select(record => Array.ConvertAll(read, value => Shown(value(record), zone))));

    private static ColumnKind KindOf(Type type)
    {
        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(decimal))
            return ColumnKind.Money;
        if (plain == typeof(long) || plain == typeof(int))
            return ColumnKind.Count;
        if (plain == typeof(bool))
            return ColumnKind.Flag;
        return plain == typeof(DateTimeOffset) ? ColumnKind.Time : ColumnKind.Text;
    }

    private static object? Shown(object? value, TimeZoneInfo zone) =>
        value switch
        {
            DateTimeOffset time => TimeZoneInfo.ConvertTime(time, zone),
            Enum word => word.ToString(),
            _ => value,
        };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(CostRecord))]
[JsonSerializable(typeof(Session))]
internal sealed partial class ExportContext : JsonSerializerContext;
