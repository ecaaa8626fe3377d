using System.Globalization;
using System.Text.Json.Nodes;
using Rimuru.Core.Errors;
using Rimuru.Core.Pricing;
using Rimuru.Core.Records;

namespace Rimuru.Core.ModelCatalog;

/// <summary>Converts the user's prices between the form of commands and the form of the store.</summary>
internal static class PriceSettings
{
    /// <summary>The stored form of a setting. E9001: the model has no price yet, and the setting lacks input or output.</summary>
    public static PriceOverride Checked(PriceSetting setting, PriceBook book)
    {
        JsonObject rates = [];
        foreach ((string key, decimal? price) in RatesOf(setting))
        {
            if (price is null)
                continue;
            if (price < 0)
                throw new RimuruException(
                    ErrorCodes.InvalidArgument,
                    $"A price cannot be negative: {key} is {price.Value.ToString(CultureInfo.InvariantCulture)}.",
                    setting.Model
                );
            rates[key] = PriceJson.Number(price.Value);
        }

        if (rates.Count == 0 && setting.Alias.Count == 0)
            throw new RimuruException(ErrorCodes.InvalidArgument, "No price was given.", setting.Model);
        string provider = setting.Provider is null ? "" : Seller.NameOf(setting.Provider);
        if ((setting.InputPrice is null || setting.OutputPrice is null) && !PriceOverrides.HasRates(provider, setting.Model, book))
            throw new RimuruException(
                ErrorCodes.InvalidArgument,
                $"{setting} has no known price: set at least the prices of input and output.",
                setting.Model
            );
        return new PriceOverride(provider, setting.Model, setting.From ?? "", setting.Alias, rates.ToJsonString());
    }

    /// <summary>Stored settings in the form of commands.</summary>
    public static PriceSetting Show(PriceOverride price)
    {
        JsonObject rates = PriceJson.Read(price.Prices);
        return new PriceSetting
        {
            Provider = price.Provider.Length > 0 ? price.Provider : null,
            Model = price.Model,
            Alias = price.Aliases,
            From = price.FromOn.Length > 0 ? price.FromOn : null,
            InputPrice = PriceJson.Value(rates, "input"),
            OutputPrice = PriceJson.Value(rates, "output"),
            CacheReadPrice = PriceJson.Value(rates, "cacheRead"),
            CacheWrite5mPrice = PriceJson.Value(rates, "cacheWrite5m"),
            CacheWrite1hPrice = PriceJson.Value(rates, "cacheWrite1h"),
        };
    }

    /// <summary>The key of a stored setting.</summary>
    public static PriceOverride KeyOf(PriceSetting setting) => new(setting.Provider ?? "", setting.Model, setting.From ?? "", [], "{}");

    private static (string Key, decimal? Price)[] RatesOf(PriceSetting setting) =>
        [
            ("input", setting.InputPrice),
            ("output", setting.OutputPrice),
            ("cacheRead", setting.CacheReadPrice),
            ("cacheWrite5m", setting.CacheWrite5mPrice),
            ("cacheWrite1h", setting.CacheWrite1hPrice),
        ];
}
