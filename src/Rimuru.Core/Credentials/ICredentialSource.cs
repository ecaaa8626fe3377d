namespace Rimuru.Core.Credentials;

/// <summary>One place that holds credentials. Each call may throw <see cref="SourceUnusableException"/>.</summary>
internal interface ICredentialSource
{
    CredentialSource Kind { get; }

    /// <summary>The secret; null if it has no such name.</summary>
    string? Find(string name);

    /// <summary>Its names, each with where it is.</summary>
    IReadOnlyList<(string Name, string Place)> List();

    /// <summary>Stores or replaces a secret, and returns where it is now.</summary>
    string Set(string name, string secret);

    /// <summary>Removes a secret; false if there was none.</summary>
    bool Remove(string name);
}

/// <summary>A source that cannot be used now: the next one is asked.</summary>
/// <param name="reason">The reason, in words that follow "Keychain: ". Never a secret.</param>
/// <param name="inner">The cause.</param>
internal sealed class SourceUnusableException(string reason, Exception? inner = null) : Exception(reason, inner);
