using System.Globalization;
using Rimuru.Core.Pricing;
using Rimuru.Core.Records;
using Rimuru.Core.Reports;

namespace Rimuru.Core.Exports;

/// <summary>
/// The rows of FOCUS: one for each UTC day, price and what the cost is attributed to. Records come oldest first, so that only the rows of
/// one day are in memory.
/// </summary>
internal sealed class FocusTable(PriceBook book)
{
    public const string Version = "1.4";

    private const string Instant = "yyyy-MM-dd'T'HH:mm:ss'Z'";
    private const string Category = "AI and Machine Learning";
    private const string Subcategory = "Generative AI";

    /// <summary>The columns of FOCUS by name, then those of our own, each with its value.</summary>
    private static readonly (string Name, Func<Row, object?> Value)[] Columns =
    [
        ("BilledCost", row => row.Charge.Billed.Usd),
        ("BillingAccountId", row => FocusText.Filled(row.Key.User) is { } user ? $"{row.Key.Provider}/{user}" : row.Key.Provider),
        ("BillingAccountName", _ => null),
        ("BillingCurrency", _ => "USD"),
        ("BillingPeriodEnd", row => Time(MonthOf(row.Day).AddMonths(1))),
        ("BillingPeriodStart", row => Time(MonthOf(row.Day))),
        ("ChargeCategory", _ => "Usage"),
        ("ChargeClass", _ => null),
        ("ChargeDescription", row => $"{row.ModelName} {row.Meter.Title.ToLowerInvariant()}"),
        ("ChargeFrequency", _ => "Usage-Based"),
        ("ChargePeriodEnd", row => Time(row.Day.AddDays(1))),
        ("ChargePeriodStart", row => Time(row.Day)),
        ("ConsumedQuantity", row => row.Charge.Quantity),
        ("ConsumedUnit", row => row.Meter.Unit),
        ("ContractedCost", row => row.ListCost),
        ("ContractedUnitPrice", row => row.Key.Price),
        ("EffectiveCost", row => row.Charge.Billed.Usd),
        ("HostProviderName", row => row.Route.Host),
        ("InvoiceIssuerName", row => row.Route.Issuer),
        ("ListCost", row => row.ListCost),
        ("ListUnitPrice", row => row.Key.Price),
        ("PricingCategory", row => row.IsIncluded ? "Other" : "Standard"),
        ("PricingQuantity", row => row.PricingQuantity),
        ("PricingUnit", row => row.Meter.PricingUnit),
        ("ServiceCategory", _ => Category),
        ("ServiceName", row => row.Route.Service),
        ("ServiceProviderName", row => row.Route.Provider),
        ("ServiceSubcategory", _ => Subcategory),
        ("SkuId", row => row.SkuId),
        ("SkuMeter", row => row.Meter.Title),
        (
            "SkuPriceDetails",
            row => FocusText.Json(("x_ModelId", row.Key.Model), ("x_TokenType", row.Meter.Name), ("x_ServiceTier", row.Key.Tier))
        ),
        ("SkuPriceId", row => row.SkuPriceId),
        ("SubAccountId", _ => null),
        ("SubAccountName", _ => null),
        (
            "Tags",
            row =>
                FocusText.Json(
                    ("agent", row.Key.Agent),
                    ("project", row.Key.Project),
                    ("branch", row.Key.Branch),
                    ("user", row.Key.User),
                    ("machine", row.Key.Machine)
                )
        ),
        ("x_AgentName", row => row.Key.Agent),
        ("x_ApiEquivalentCost", _ => null),
        ("x_CostStatus", row => row.Key.Status.ToString()),
        ("x_GitBranchName", row => FocusText.Filled(row.Key.Branch)),
        ("x_ModelId", row => row.Key.Model),
        ("x_RepositoryName", row => FocusText.Filled(row.Key.Project)),
        ("x_SessionCount", row => (long)row.Charge.Sessions),
        ("x_TokenType", row => row.Meter.Name),
        ("x_UserId", row => FocusText.Filled(row.Key.User)),
    ];

    private readonly FocusCharges charges = new(book);

    public long Rows { get; private set; }

    public NanoUsd Billed { get; private set; }

    public decimal ListCost { get; private set; }

    public DateTimeOffset? First { get; private set; }

    public DateTimeOffset? Last { get; private set; }

    /// <summary>What is left out because it has no price, by provider and model.</summary>
    public SortedDictionary<string, UnpricedUsage> Unpriced { get; } = new(StringComparer.Ordinal);

    public ExportTable Of(IEnumerable<UsageRecord> records) =>
        new("charges", "charge", [.. Columns.Select(column => new ExportColumn(column.Name))], RowsOf(records));

    private IEnumerable<object?[]> RowsOf(IEnumerable<UsageRecord> records)
    {
        DateTime day = default;
        foreach (UsageRecord record in records)
        {
            First ??= record.Timestamp;
            Last = record.Timestamp;
            if (record.Timestamp.UtcDateTime.Date is var its && its != day)
            {
                foreach (object?[] row in Flushed(day))
                    yield return row;
                day = its;
            }

            if (record.Cost is null)
                UnpricedUsage.Add(Unpriced, UnpricedUsage.Of(record));
            else
                charges.Add(record);
        }

        foreach (object?[] row in Flushed(day))
            yield return row;
    }

    private IEnumerable<object?[]> Flushed(DateTime day)
    {
        foreach ((FocusKey key, FocusCharge charge) in charges.Rows)
        {
            Row row = new(day, key, charge);
            Rows++;
            Billed += charge.Billed;
            ListCost += row.ListCost;
            yield return Array.ConvertAll(Columns, column => column.Value(row));
        }

        charges.Clear();
    }

    private static DateTime MonthOf(DateTime day) => new(day.Year, day.Month, 1);

    private static string Time(DateTime utc) => utc.ToString(Instant, CultureInfo.InvariantCulture);

    private sealed record Row(DateTime Day, FocusKey Key, FocusCharge Charge)
    {
        public FocusMeter Meter { get; } = FocusMeter.Of(Key.Meter);

        public FocusRoute Route { get; } = FocusRoute.Of(Key.Provider);

        public bool IsIncluded => Key.Status == CostStatus.Included;

        public string ModelName => Key.Model ?? "Unnamed model";

        public decimal PricingQuantity => (decimal)Charge.Quantity / Meter.PricedBy;

        public decimal ListCost => Key.Price * PricingQuantity;

        public string SkuId => $"{Key.Provider}/{ModelName}/{Meter.Name}";

        public string SkuPriceId =>
            IsIncluded ? $"{SkuId}/plan/included" : $"{SkuId}/{Key.Tier}{(Key.IsLongContext ? "/long-context" : "")}";
    }
}
