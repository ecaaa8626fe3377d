namespace Rimuru.Core.Credentials;

/// <summary>The outcome of a search through all sources.</summary>
/// <param name="Found">The first secret; null if no source has the name.</param>
/// <param name="PassedOver">Why a source could not be asked: <c>Keychain: it is locked</c>.</param>
internal sealed record CredentialSearch(FoundCredential? Found, IReadOnlyList<string> PassedOver);

/// <summary>The credentials of all sources.</summary>
/// <param name="Credentials">Them, by name.</param>
/// <param name="PassedOver">Why a source could not be asked.</param>
/// <param name="Error">What is wrong with a source; null if nothing is.</param>
internal sealed record CredentialList(IReadOnlyList<CredentialInfo> Credentials, IReadOnlyList<string> PassedOver, RimuruException? Error);

/// <summary>A credential that was stored.</summary>
/// <param name="Credential">What and where it is now.</param>
/// <param name="PassedOver">Why an earlier source could not be used.</param>
/// <param name="Warning">What overrides the new secret; null if nothing does.</param>
internal sealed record CredentialChange(CredentialInfo Credential, IReadOnlyList<string> PassedOver, string? Warning);
