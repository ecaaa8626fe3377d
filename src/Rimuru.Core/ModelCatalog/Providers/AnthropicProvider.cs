using System.Text.Json;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.ModelCatalog.Providers;

/// <summary>Anthropic's models API: limits, capabilities, release days; no prices.</summary>
internal sealed class AnthropicProvider : IModelSyncProvider
{
    private const int PageSize = 1000;

    public string Name => "Anthropic";

    public string BaseUrl => "https://api.anthropic.com";

    public IReadOnlyList<string> KeyVariables { get; } = ["ANTHROPIC_API_KEY"];

    public bool NeedsKey => true;

    public string FirstPage => $"v1/models?limit={PageSize}";

    public IEnumerable<(string Name, string Value)> Headers(string? key)
    {
        yield return ("anthropic-version", "2023-06-01");
        if (key is not null)
            yield return ("x-api-key", key);
    }

    public string? Read(JsonElement page, List<ListedModel> models)
    {
        foreach (JsonElement model in page.List("data").EnumerateArray())
        {
            if (model.Text("id") is not { } id)
                continue;
            models.Add(
                new ListedModel
                {
                    Source = Name,
                    Provider = "anthropic",
                    Id = id,
                    Name = model.Text("display_name"),
                    ContextWindow = model.Count("max_input_tokens"),
                    MaxOutput = model.Count("max_tokens"),
                    Released = model.Day("created_at"),
                    Capabilities = model.Part("capabilities") is not { } all
                        ? []
                        :
                        [
                            .. all.EnumerateObject()
                                .Where(c => c.Value.IsTrue("supported"))
                                .Select(c => c.Name)
                                .Order(StringComparer.Ordinal),
                        ],
                }
            );
        }

        if (!page.IsTrue("has_more"))
            return null;
        string last = page.Text("last_id") ?? throw new FormatException("it has more pages but no 'last_id'");
        return $"{FirstPage}&after_id={Uri.EscapeDataString(last)}";
    }
}
