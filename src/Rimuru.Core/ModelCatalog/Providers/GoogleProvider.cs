using System.Text.Json;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.ModelCatalog.Providers;

/// <summary>Google's Gemini models API: names and limits; no prices.</summary>
internal sealed class GoogleProvider : IModelSyncProvider
{
    private const string Prefix = "models/";

    public string Name => "Google";

    public string BaseUrl => "https://generativelanguage.googleapis.com";

    public IReadOnlyList<string> KeyVariables { get; } = ["GEMINI_API_KEY", "GOOGLE_API_KEY"];

    public bool NeedsKey => true;

    public string FirstPage => "v1beta/models?pageSize=1000";

    // Never as ?key=: URLs end up in logs.
    public IEnumerable<(string Name, string Value)> Headers(string? key) => key is null ? [] : [("x-goog-api-key", key)];

    public string? Read(JsonElement page, List<ListedModel> models)
    {
        foreach (JsonElement model in page.List("models").EnumerateArray())
        {
            if (model.Text("name") is not { } name || !Generates(model))
                continue;
            models.Add(
                new ListedModel
                {
                    Source = Name,
                    Provider = "google",
                    Id = name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..] : name,
                    Name = model.Text("displayName"),
                    ContextWindow = model.Count("inputTokenLimit"),
                    MaxOutput = model.Count("outputTokenLimit"),
                    Capabilities = model.IsTrue("thinking") ? ["thinking"] : [],
                }
            );
        }

        return page.Text("nextPageToken") is { } token ? $"{FirstPage}&pageToken={Uri.EscapeDataString(token)}" : null;
    }

    private static bool Generates(JsonElement model) =>
        model.TryGetProperty("supportedGenerationMethods", out JsonElement methods)
        && methods.ValueKind == JsonValueKind.Array
        && methods.EnumerateArray().Any(method => method.ValueKind == JsonValueKind.String && method.ValueEquals("generateContent"));
}
