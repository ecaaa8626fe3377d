using System.Text.Json;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.ModelCatalog;

/// <summary>One source of models: how it is asked, and what its answers mean. It knows no network and no store.</summary>
internal interface IModelSyncProvider
{
    /// <summary>The source as it is named to users: <c>OpenAI</c>.</summary>
    string Name { get; }

    /// <summary>Where it is asked unless it was moved.</summary>
    string BaseUrl { get; }

    /// <summary>The variables that may hold its key, the first one that is set wins; none where it wants no key.</summary>
    IReadOnlyList<string> KeyVariables { get; }

    /// <summary>True where it answers nobody without a key.</summary>
    bool NeedsKey { get; }

    /// <summary>Path and query of the first page, below the base URL.</summary>
    string FirstPage { get; }

    /// <summary>The headers of every request; keys stand here and nowhere else.</summary>
    IEnumerable<(string Name, string Value)> Headers(string? key);

    /// <summary>Reads one page. <see cref="FormatException"/> where it is not what the source answers.</summary>
    /// <param name="page">The answer.</param>
    /// <param name="models">Where its models are added.</param>
    /// <returns>Path and query of the next page; null on the last one.</returns>
    string? Read(JsonElement page, List<ListedModel> models);
}
