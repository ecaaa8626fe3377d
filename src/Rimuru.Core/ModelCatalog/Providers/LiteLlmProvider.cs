using System.Text.Json;
using Rimuru.Core.Pricing;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.ModelCatalog.Providers;

/// <summary>LiteLLM's file with models and prices of many providers.</summary>
internal sealed class LiteLlmProvider : IModelSyncProvider
{
    public string Name => "LiteLLM";

    public string BaseUrl => "https://raw.githubusercontent.com/BerriAI/litellm/main";

    public IReadOnlyList<string> KeyVariables { get; } = [];

    public bool NeedsKey => false;

    public string FirstPage => "model_prices_and_context_window.json";

    public IEnumerable<(string Name, string Value)> Headers(string? key) => [];

    public string? Read(JsonElement page, List<ListedModel> models)
    {
        if (page.ValueKind != JsonValueKind.Object)
            throw new FormatException("it is not a JSON object of models");
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach (JsonProperty entry in page.EnumerateObject())
        {
            JsonElement model = entry.Value;

            // The first entry documents the format. Models for images, sound and vectors are not used by agents.
            if (
                entry.NameEquals("sample_spec")
                || model.Text("litellm_provider") is not { } seller
                || model.Text("mode") is not ("chat" or "responses" or "completion")
            )
                continue;
            string provider = TableOf(seller),
                id = IdOf(entry.Name, seller);
            if (!seen.Add($"{provider}\n{id}"))
                continue;
            LiteLlmPrices prices = new(provider);
            string? json = prices.Read(model);
            models.Add(
                new ListedModel
                {
                    Source = Name,
                    Provider = provider,
                    Id = id,

                    // max_tokens is the old name of the output limit, not the context window.
                    ContextWindow = model.Count("max_input_tokens"),
                    MaxOutput = model.Count("max_output_tokens") ?? model.Count("max_tokens"),
                    Retires = model.Day("deprecation_date"),
                    Capabilities = Capabilities(model),
                    Prices = json,
                    Unusable = prices.Unusable,
                }
            );
        }

        return null;
    }

    /// <summary>Maps the seller to its table. Only a vendor's own name means the vendor; resellers keep their own table.</summary>
    private static string TableOf(string seller)
    {
        if (seller.StartsWith("vertex_ai", StringComparison.Ordinal))
            return "vertex";
        if (seller.StartsWith("bedrock", StringComparison.Ordinal))
            return "bedrock";
        return Seller.Of(seller) is { Resells: false, IsLocal: false, Tables: [var table] } ? table : Seller.NameOf(seller);
    }

    private static string IdOf(string key, string seller)
    {
        string head = seller.Split('-')[0];
        return key.StartsWith(head + "/", StringComparison.OrdinalIgnoreCase) ? key[(head.Length + 1)..] : key;
    }

    private static string[] Capabilities(JsonElement model)
    {
        const string prefix = "supports_";
        return
        [
            .. model
                .EnumerateObject()
                .Where(p => p.Name.StartsWith(prefix, StringComparison.Ordinal) && p.Value.ValueKind == JsonValueKind.True)
                .Select(p =>
                    p.Name[prefix.Length..] switch
                    {
                        "function_calling" => "tools",
                        "reasoning" => "thinking",
                        "response_schema" => "structured_outputs",
                        "vision" => "image_input",
                        var other => other,
                    }
                )
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
    }
}
