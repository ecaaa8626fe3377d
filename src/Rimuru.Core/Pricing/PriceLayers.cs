using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Rimuru.Core.Records;

namespace Rimuru.Core.Pricing;

/// <summary>
/// Applies synced prices and the user's own prices to the built-in table and writes the resulting table, by the rules of
/// <c>docs/pricing.md</c>.
/// </summary>
/// <param name="bundled">The built-in table.</param>
/// <param name="policy">Which source wins if they differ.</param>
internal sealed class PriceLayers(PriceBook bundled, PricePolicy policy)
{
    /// <summary>The source that is itself a seller, and its provider in the table.</summary>
    private const string Reseller = "OpenRouter";
    private const string Resold = "openrouter";

    private readonly Dictionary<(string Provider, string Id), string> changed = [];
    private readonly Dictionary<string, string> added = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> spellings = new(StringComparer.Ordinal);
    private readonly List<string> own = [];

    /// <summary>Identifies the inputs of the result: a table with another base is out of date.</summary>
    public string Base => $"{bundled.Version} {policy}";

    /// <summary>The table; null if nothing differs from the built-in one.</summary>
    public StoredPriceTable? Build(IEnumerable<PriceObservation> observations, IReadOnlyList<PriceOverride> overrides)
    {
        List<PriceObservation[]> bySource =
        [
            .. observations
                .GroupBy(o => (o.Source, o.Provider, o.Id))
                .Select(group => group.OrderBy(o => o.FirstOn, StringComparer.Ordinal).ToArray()),
        ];
        foreach (PriceObservation[] seen in Lists(bySource.Where(seen => seen[0].Source != Reseller)))
            Amend(seen);
        foreach (PriceObservation[] seen in bySource.Where(seen => seen[0].Source != Reseller))
            Add(seen, seen[0].Provider, seen[0].Id, confidence: null);
        foreach (PriceObservation[] seen in bySource.Where(seen => seen[0].Source == Reseller))
            AddResold(seen);
        if (overrides.Count > 0)
            Override(overrides);
        return changed.Count + added.Count + own.Count == 0 ? null : Write(observations, overrides);
    }

    /// <summary>
    /// If several names match one row of the built-in table, such as one with a date and one without, the closest match is used.
    /// </summary>
    private IEnumerable<PriceObservation[]> Lists(IEnumerable<PriceObservation[]> lists) =>
        lists
            .Select(seen => (Seen: seen, Model: bundled.Resolve(seen[0].Provider, seen[0].Id)))
            .Where(list =>
                list.Model.Row is { } row
                && row.Provider.Equals(list.Seen[0].Provider, StringComparison.Ordinal)
                && list.Model is { Fast: false, Region: null }
                && list.Model.Match is not (ModelMatch.EffortSuffix or ModelMatch.Product)
            )
            .GroupBy(list => list.Model.Row!)
            .Select(group => group.OrderBy(list => list.Model.Match).ThenBy(list => list.Seen[0].Id, StringComparer.Ordinal).First().Seen);

    private void Amend(PriceObservation[] seen)
    {
        PriceRow row = bundled.Resolve(seen[0].Provider, seen[0].Id).Row!;
        JsonObject line = JsonNode.Parse(bundled.LineOf(row).Span)!.AsObject();
        if (new PriceAmendment(line, policy).Apply(seen))
            changed[(row.Provider, row.Id)] = line.ToJsonString(PriceJson.Compact);
    }

    /// <summary>
    /// Adds a model that the built-in table lacks. Its first price applies from the beginning, since no earlier one is known.
    /// </summary>
    private void Add(PriceObservation[] seen, string provider, string id, string? confidence)
    {
        if (
            added.ContainsKey($"{provider}\n{id}")
            || bundled.Resolve(provider, id) is { Match: not (ModelMatch.None or ModelMatch.Product) }
        )
            return;
        JsonArray periods = [];
        for (int i = 0; i < seen.Length; i++)
        {
            JsonObject said = PriceJson.Read(seen[i].Prices);
            JsonObject period = [];
            if (i > 0)
                period["from"] = seen[i].FirstOn;
            if (i + 1 < seen.Length)
                period["to"] = seen[i + 1].FirstOn;
            foreach (string part in PriceJson.PeriodParts)
                PriceJson.Move(said, period, part);
            periods.Add((JsonNode)period);
        }

        JsonObject latest = PriceJson.Read(seen[^1].Prices);
        JsonObject line = new()
        {
            ["provider"] = provider,
            ["id"] = id,
            ["periods"] = periods,
        };
        foreach (string part in PriceJson.RowParts)
            PriceJson.Move(latest, line, part);
        line["source"] = seen[0].Source;
        line["asOf"] = seen[^1].FirstOn;
        if (confidence is not null)
            line["confidence"] = confidence;
        spellings.Add($"{provider}\n{ModelName.Fold(id)}");
        added.Add($"{provider}\n{id}", line.ToJsonString(PriceJson.Compact));
    }

    /// <summary>
    /// A reseller's list has its own prices; if no other source knows a vendor's model, they are used for the vendor too.
    /// </summary>
    private void AddResold(PriceObservation[] seen)
    {
        string id = seen[0].Id;
        int slash = id.IndexOf('/', StringComparison.Ordinal);
        if (
            slash > 0
            && Seller.Of(id[..slash]) is { Resells: false, Tables: [var vendor] }
            && Seller.IsVendor(vendor)
            && !spellings.Contains($"{vendor}\n{ModelName.Fold(id[(slash + 1)..])}")
        )
        {
            Add(seen, vendor, id[(slash + 1)..], "what a reseller charges for it");
        }

        Add(seen, Resold, id, confidence: null);
    }

    private void Override(IReadOnlyList<PriceOverride> overrides)
    {
        // Applied last: an override of one rate keeps the other rates of the sources.
        PriceBook below = changed.Count + added.Count == 0 ? bundled : PriceBook.Open(Text(Rows()), "the synced price table");
        foreach (IGrouping<(string Provider, string Model), PriceOverride> group in overrides.GroupBy(o => (o.Provider, o.Model)))
        {
            JsonObject line = PriceOverrides.Line([.. group.OrderBy(o => o.FromOn, StringComparer.Ordinal)], below);
            own.Add(line.ToJsonString(PriceJson.Compact));
        }
    }

    private StoredPriceTable Write(IEnumerable<PriceObservation> observations, IReadOnlyList<PriceOverride> overrides)
    {
        string rows = Rows();
        string day = bundled.Version[..10];
        foreach (string later in observations.Select(o => o.FirstOn))
            day = string.CompareOrdinal(later, day) > 0 ? later : day;
        string version = $"{day}+{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(rows)))[..8].ToLowerInvariant()}";
        return new StoredPriceTable(Base, version, Text(rows, version));
    }

    private string Rows()
    {
        StringBuilder rows = new();
        foreach (PriceRow row in bundled.Rows)
        {
            if (changed.TryGetValue((row.Provider, row.Id), out string? line))
                rows.Append(line);
            else
                rows.Append(Encoding.UTF8.GetString(bundled.LineOf(row).Span));
            rows.Append(",\n");
        }

        foreach (string line in added.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value).Concat(own))
            rows.Append(line).Append(",\n");
        rows.Length -= 2;
        return rows.ToString();
    }

    private static byte[] Text(string rows, string version = "layers") =>
        Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{{\n\"schema\": 1,\n\"version\": \"{version}\",\n\"models\": [\n{rows}\n]\n}}\n")
        );
}
