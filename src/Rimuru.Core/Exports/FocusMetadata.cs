using System.Text.Encodings.Web;
using System.Text.Json;

namespace Rimuru.Core.Exports;

/// <summary>The file beside an export in the layout of FOCUS: what it is made of, and what a ledger alone cannot know.</summary>
internal static class FocusMetadata
{
    private const string Statement =
        "Made from a ledger of agents' logs in the layout of FOCUS. It is not an invoice, and not claimed to conform: BilledCost is what "
        + "Rimuru calculates or the agent reports, until you replace it by what was invoiced. The ledger knows neither accounts nor "
        + "invoices nor contracts: BillingAccountId is made of provider and user, contracted prices are list prices, and the issuer is "
        + "who usually bills the provider's requests.";

    private static readonly string[] Criteria =
    [
        "PUBLIC_PRICE_LIST_SUPPORTED",
        "UNIT_PRICING_SUPPORTED",
        "USAGE_MEASUREMENT_SUPPORTED",
        "TAGGING_SUPPORTED",
        "SUB_ACCOUNT_SUPPORTED",
        "MULTIPLE_PRICING_CATEGORIES_SUPPORTED",
    ];

    /// <summary>The name of the file beside an export.</summary>
    public static string PathOf(string export) => Path.ChangeExtension(export, ".metadata.json");

    public static void Write(Stream output, FocusTable table, string file, string priceVersion, DateTimeOffset now)
    {
        JsonWriterOptions options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true };
        using Utf8JsonWriter writer = new(output, options);
        writer.WriteStartObject();
        writer.WriteString("FocusVersion", FocusTable.Version);
        writer.WriteString("Dataset", "CostAndUsage");
        writer.WriteString("DatasetInstanceId", Guid.NewGuid());
        writer.WriteString(
            "CreationDate",
            now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture)
        );
        writer.WriteString("Generator", "Rimuru");
        writer.WriteString("GeneratorVersion", typeof(FocusMetadata).Assembly.GetName().Version!.ToString(3));
        writer.WriteString("PriceVersion", priceVersion);
        writer.WriteString("File", file);
        writer.WriteNumber("Rows", table.Rows);
        Write(writer, "FirstActivity", table.First);
        Write(writer, "LastActivity", table.Last);
        writer.WriteString("CorrectionStyle", "Replacement");
        writer.WriteStartArray("ApplicabilityCriteria");
        foreach (string criterion in Criteria)
            writer.WriteStringValue(criterion);
        writer.WriteEndArray();
        writer.WriteStartObject("Sums");
        writer.WriteString("Currency", "USD");
        foreach (
            (string name, decimal sum) in ((string, decimal)[])
                [
                    ("BilledCost", table.Billed.Usd),
                    ("EffectiveCost", table.Billed.Usd),
                    ("ListCost", table.ListCost),
                    ("ContractedCost", table.ListCost),
                ]
        )
        {
            writer.WritePropertyName(name);
            writer.WriteRawValue(ExportText.Plain(sum));
        }

        writer.WriteEndObject();
        writer.WriteStartArray("Unpriced");
        foreach (var usage in table.Unpriced.Values)
        {
            writer.WriteStartObject();
            writer.WriteString("Provider", usage.Provider);
            writer.WriteString("Model", usage.Model);
            writer.WriteNumber("Requests", usage.Requests);
            writer.WriteNumber("Tokens", usage.Tokens);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteString("Statement", Statement);
        writer.WriteEndObject();
        writer.Flush();
        output.Write("\n"u8);
    }

    private static void Write(Utf8JsonWriter writer, string name, DateTimeOffset? time)
    {
        if (time is { } known)
            writer.WriteString(name, known.ToUniversalTime());
        else
            writer.WriteNull(name);
    }
}
