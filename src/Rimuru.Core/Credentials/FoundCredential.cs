namespace Rimuru.Core.Credentials;

/// <summary>A secret and where it was found. Not a record: those print all that they hold.</summary>
/// <param name="secret">The secret.</param>
/// <param name="source">The source that has it.</param>
internal sealed class FoundCredential(string secret, CredentialSource source)
{
    public string Secret { get; } = secret;

    public CredentialSource Source { get; } = source;

    public override string ToString() => Source.ToString();
}
