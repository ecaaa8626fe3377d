namespace Rimuru.Core.Credentials;

/// <summary>
/// The keychain of one operating system. Each call may throw <see cref="SourceUnusableException"/>, and never asks a person.
/// </summary>
internal interface IKeychain
{
    /// <summary>What it is called, for display.</summary>
    string Title { get; }

    string? Find(string name);

    IReadOnlyList<string> Names();

    void Set(string name, string secret);

    bool Remove(string name);
}
