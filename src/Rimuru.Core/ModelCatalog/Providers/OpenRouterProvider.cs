using System.Text.Json;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.ModelCatalog.Providers;

/// <summary>OpenRouter's models API: what the router charges for other vendors' models.</summary>
internal sealed class OpenRouterProvider : IModelSyncProvider
{
    public string Name => "OpenRouter";

    public string BaseUrl => "https://openrouter.ai/api";

    public IReadOnlyList<string> KeyVariables { get; } = ["OPENROUTER_API_KEY"];

    public bool NeedsKey => false;

    public string FirstPage => "v1/models";

    public IEnumerable<(string Name, string Value)> Headers(string? key) => key is null ? [] : [("Authorization", $"Bearer {key}")];

    public string? Read(JsonElement page, List<ListedModel> models)
    {
        foreach (JsonElement model in page.List("data").EnumerateArray())
        {
            // "~vendor/…-latest" is an alias for the newest model, not a model with a price of its own.
            if (model.Text("id") is not { } id || id.StartsWith('~'))
                continue;
            OpenRouterPrices prices = new(id);
            string? json = model.Part("pricing") is { } pricing ? prices.Read(pricing) : null;
            models.Add(
                new ListedModel
                {
                    Source = Name,
                    Provider = "openrouter",
                    Id = id,
                    Name = model.Text("name"),
                    ContextWindow = model.Count("context_length"),
                    MaxOutput = model.Part("top_provider")?.Count("max_completion_tokens"),
                    Released = model.Day("created"),
                    Retires = model.Day("expiration_date"),
                    Capabilities = Capabilities(model),
                    Prices = json,
                    Unusable = prices.Unusable,
                }
            );
        }

        return page.Part("links")?.Text("next") is not { } next ? null : PathOf(next);
    }

    /// <summary>Path and query of the next page; the host of the link is ignored, so that an answer cannot redirect requests.</summary>
    private static string PathOf(string next)
    {
        string path = Uri.TryCreate(next, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https" ? url.PathAndQuery : next;
        int at = path.IndexOf("v1/models", StringComparison.Ordinal);
        return at >= 0 ? path[at..] : throw new FormatException("its link to the next page has another path");
    }

    private static string[] Capabilities(JsonElement model)
    {
        List<string> found = [];
        if (model.TryGetProperty("supported_parameters", out JsonElement parameters) && parameters.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement parameter in parameters.EnumerateArray())
            {
                string? capability =
                    parameter.ValueKind != JsonValueKind.String
                        ? null
                        : parameter.GetString() switch
                        {
                            "tools" => "tools",
                            "reasoning" => "thinking",
                            "structured_outputs" => "structured_outputs",
                            _ => null,
                        };
                if (capability is not null)
                    found.Add(capability);
            }
        }

        if (
            model.Part("architecture") is { } architecture
            && architecture.TryGetProperty("input_modalities", out JsonElement inputs)
            && inputs.ValueKind == JsonValueKind.Array
        )
        {
            foreach (
                JsonElement input in inputs
                    .EnumerateArray()
                    .Where(input => input.ValueKind == JsonValueKind.String && !input.ValueEquals("text"))
            )
                found.Add(input.GetString() + "_input");
        }

        return [.. found.Distinct().Order(StringComparer.Ordinal)];
    }
}
