using Rimuru.Core.Config;
using Rimuru.Core.Credentials;
using Rimuru.Core.Logging;
using Rimuru.Core.Wording;

namespace Rimuru.Core.ModelCatalog;

/// <summary>The keys of sources of models: their own variables first, then the credential with the name of the source.</summary>
internal sealed class ApiKeys(HostEnvironment environment, CredentialService credentials, ActivityLog log)
{
    /// <summary>The key of a source; null if it has none. E14002, E14003: the file of credentials cannot be used.</summary>
    public ApiKey? Of(IModelSyncProvider provider)
    {
        foreach (string variable in provider.KeyVariables)
        {
            if (environment.Variable(variable)?.Trim() is { Length: > 0 } value)
                return new ApiKey(value, variable);
        }

        if (provider.KeyVariables.Count == 0)
            return null;
        string name = NameOf(provider);
        CredentialSearch search = credentials.Search(name);
        foreach (string reason in search.PassedOver)
            log.Write(LogLevel.Debug, LogArea.Prices, $"No key of {provider.Name} from {reason}");
        return search.Found is { } found ? new ApiKey(found.Secret.Trim(), $"the credential '{name}' ({found.Source})") : null;
    }

    /// <summary>Explains that a source must have a key, and how to give it one.</summary>
    public static string ExplainMissing(IModelSyncProvider provider) =>
        $"{provider.Name} requires a key: set {string.Join(" or ", provider.KeyVariables)} in the environment, or store it with "
        + $"{Terms.StoreCredential(NameOf(provider))}.";

    /// <summary>The name of the credential with the key of a source.</summary>
    public static string NameOf(IModelSyncProvider provider) => provider.Name.ToLowerInvariant();
}

/// <summary>A key of a source of models. Not a record: those print all that they hold.</summary>
/// <param name="value">The key.</param>
/// <param name="origin">Where it comes from, for errors.</param>
internal sealed class ApiKey(string value, string origin)
{
    public string Value { get; } = value;

    public string Origin { get; } = origin;

    public override string ToString() => Origin;
}
