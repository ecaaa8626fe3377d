using System.Text.Json;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.ModelCatalog;

/// <summary>One source of models: how its requests look and how its answers are read. It uses neither network nor store itself.</summary>
internal interface IModelSyncProvider
{
    /// <summary>The name of the source for users: <c>OpenAI</c>.</summary>
    string Name { get; }

    /// <summary>The default base URL.</summary>
    string BaseUrl { get; }

    /// <summary>The environment variables that may hold its key, the first one that is set wins; empty if it needs no key.</summary>
    IReadOnlyList<string> KeyVariables { get; }

    /// <summary>True if it requires a key.</summary>
    bool NeedsKey { get; }

    /// <summary>Path and query of the first page, relative to the base URL.</summary>
    string FirstPage { get; }

    /// <summary>The headers of every request; keys are sent only here.</summary>
    IEnumerable<(string Name, string Value)> Headers(string? key);

    /// <summary>Reads one page. Throws <see cref="FormatException"/> if it does not have the source's format.</summary>
    /// <param name="page">The answer.</param>
    /// <param name="models">The list that its models are added to.</param>
    /// <returns>Path and query of the next page; null on the last one.</returns>
    string? Read(JsonElement page, List<ListedModel> models);
}
