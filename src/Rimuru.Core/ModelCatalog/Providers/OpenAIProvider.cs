using System.Text.Json;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.ModelCatalog.Providers;

/// <summary>OpenAI's models API: ids, release and retirement days; no limits and no prices.</summary>
internal sealed class OpenAIProvider : IModelSyncProvider
{
    /// <summary>Parts of the ids of models that do not answer with text; the API does not say what a model is for.</summary>
    private static readonly string[] Others =
    [
        "embedding",
        "whisper",
        "tts",
        "dall-e",
        "image",
        "moderation",
        "transcribe",
        "audio",
        "realtime",
        "sora",
        "davinci",
        "babbage",
        "translate",
    ];

    public string Name => "OpenAI";

    public string BaseUrl => "https://api.openai.com";

    public IReadOnlyList<string> KeyVariables { get; } = ["OPENAI_API_KEY"];

    public bool NeedsKey => true;

    public string FirstPage => "v1/models";

    public IEnumerable<(string Name, string Value)> Headers(string? key) => key is null ? [] : [("Authorization", $"Bearer {key}")];

    public string? Read(JsonElement page, List<ListedModel> models)
    {
        foreach (JsonElement model in page.List("data").EnumerateArray())
        {
            // A fine-tuned model is the customer's own.
            if (
                model.Text("id") is not { } id
                || id.StartsWith("ft:", StringComparison.Ordinal)
                || Others.Any(part => id.Contains(part, StringComparison.OrdinalIgnoreCase))
            )
                continue;
            models.Add(
                new ListedModel
                {
                    Source = Name,
                    Provider = "openai",
                    Id = id,
                    Released = model.Day("created"),
                    Retires = model.Day("shutdown_date"),
                }
            );
        }

        return null;
    }
}
