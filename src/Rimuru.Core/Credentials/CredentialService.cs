using Rimuru.Core.Config;
using Rimuru.Core.Errors;

namespace Rimuru.Core.Credentials;

/// <summary>
/// Finds, stores and removes the user's credentials, whatever home is read. Asks a source only when it is used, and needs no ledger. Not
/// thread-safe: the vaults of the host may be asked on the thread of the command only.
/// </summary>
internal sealed class CredentialService
{
    private const int LongestSecret = 64 * 1024;

    /// <summary>In the order in which they are asked.</summary>
    private readonly ICredentialSource[] sources;

    /// <param name="host">The machine and the user.</param>
    /// <param name="keychain">The keychain; null for that of the operating system.</param>
    public CredentialService(HostEnvironment host, ICredentialSource? keychain = null) =>
        sources = [
            new EnvironmentSource(host),
            new VaultSource(() => Vault),
            keychain ?? new KeychainSource(host),
            new FileSource(new ConfigPaths(host)),
        ];

    /// <summary>The vaults of the host during a command; null for none.</summary>
    public ISecretVault? Vault { get; set; }

    /// <summary>The names of all credentials, for completion: without the vaults of the host, which may ask for a password.</summary>
    public IEnumerable<string> Names =>
        sources
            .Where(source => source is not VaultSource)
            .SelectMany(source => Ask(source, source.List, []) ?? [])
            .Select(credential => credential.Name)
            .Distinct();

    /// <summary>Why an argument is not the name of a credential: E9001.</summary>
    public static void CheckName(string name)
    {
        if (!AsciiName.IsValid(name))
            throw new RimuruException(
                ErrorCodes.InvalidArgument,
                $"'{name}' is not the name of a credential: it must be {AsciiName.Form}.",
                name
            );
    }

    /// <summary>
    /// Searches the sources in order. E9001: it is no name. E14002, E14003: the encrypted file, which is asked last, cannot be used.
    /// </summary>
    public CredentialSearch Search(string name)
    {
        CheckName(name);
        List<string> passedOver = [];
        foreach (ICredentialSource source in sources)
        {
            if (Ask(source, () => source.Find(name), passedOver) is { Length: > 0 } secret)
                return new CredentialSearch(new FoundCredential(secret, source.Kind), passedOver);
        }

        return new CredentialSearch(null, passedOver);
    }

    /// <summary>The secret of a credential that a setting names. E14001: no source has it.</summary>
    /// <param name="name">The name.</param>
    /// <param name="origin">What names it, for the error.</param>
    public FoundCredential Require(string name, string origin)
    {
        CredentialSearch search = Search(name);
        return search.Found
            ?? throw Missing(
                name,
                $"{origin} names the credential '{name}', which no source has: not {EnvironmentSource.VariableOf(name)} in the environment",
                search.PassedOver
            );
    }

    /// <summary>The credentials of all sources. An error of one does not hide those of the others.</summary>
    public CredentialList List()
    {
        List<string> passedOver = [];
        List<CredentialInfo> found = [];
        RimuruException? error = null;
        foreach (ICredentialSource source in sources)
        {
            try
            {
                foreach ((string name, string place) in Ask(source, source.List, passedOver) ?? [])
                    found.Add(Describe(source, name, place, found));
            }
            catch (RimuruException e)
            {
                error = e;
            }
        }

        return new CredentialList([.. found.OrderBy(credential => credential.Name, StringComparer.Ordinal)], passedOver, error);
    }

    /// <summary>
    /// Stores a secret in the named source, or in the first that works and can be written. E9001: the name or the secret is not valid.
    /// E14004: no such source.
    /// </summary>
    public CredentialChange Set(string name, string secret, CredentialSource? named)
    {
        CheckName(name);
        CheckSecret(secret);
        List<string> passedOver = [];
        foreach (ICredentialSource source in sources.Where(source => IsMeant(source, named)))
        {
            if (Ask(source, () => source.Set(name, secret), passedOver) is not { } place)
                continue;
            string? stronger = Stronger(name, source);
            return new CredentialChange(
                new CredentialInfo
                {
                    Name = name,
                    Source = source.Kind,
                    IsUsed = stronger is null,
                    Detail = place,
                },
                passedOver,
                stronger is null ? null : $"{name} is now in {source.Kind}, but {stronger} has it too and is asked first."
            );
        }

        throw NotWritten(name, $"The credential '{name}' could not be stored.", passedOver);
    }

    /// <summary>
    /// Removes a credential from the named source, or from every one that has it, and returns what was removed. E14001: none has it.
    /// E14004: it is only where it cannot be removed.
    /// </summary>
    public IReadOnlyList<CredentialInfo> Remove(string name, CredentialSource? named)
    {
        CheckName(name);
        List<string> passedOver = [];
        List<CredentialInfo> removed = [];
        foreach (ICredentialSource source in sources.Where(source => IsMeant(source, named)))
        {
            if (Ask(source, () => source.Remove(name) ? "" : null, passedOver) is not null)
                removed.Add(
                    new CredentialInfo
                    {
                        Name = name,
                        Source = source.Kind,
                        IsUsed = false,
                        Detail = "removed",
                    }
                );
        }

        if (removed.Count > 0)
            return removed;
        if (sources[0].Find(name) is not null)
            throw NotWritten(
                name,
                $"The credential '{name}' is only in the environment: unset {EnvironmentSource.VariableOf(name)} where it is set.",
                []
            );
        if (named is not null && passedOver.Count > 0)
            throw NotWritten(name, $"The credential '{name}' could not be removed.", passedOver);
        string where = named is { } only ? $"{only} has no" : "No source has a";
        throw Missing(name, $"{where} credential '{name}'", passedOver);
    }

    private CredentialInfo Describe(ICredentialSource source, string name, string place, List<CredentialInfo> stronger)
    {
        // One variable has the secret of every name that it can be made from.
        string? first =
            source is not EnvironmentSource && sources[0].Find(name) is not null
                ? EnvironmentSource.VariableOf(name)
                : stronger.Find(other => other.Name == name)?.Source.ToString();
        return new CredentialInfo
        {
            Name = name,
            Source = source.Kind,
            IsUsed = first is null,
            Detail = first is null ? place : $"{place}; {first} is used instead",
        };
    }

    /// <summary>The environment belongs to whoever started this process, so only its name leads to it.</summary>
    private static bool IsMeant(ICredentialSource source, CredentialSource? named) =>
        named is { } only ? source.Kind == only : source.Kind != CredentialSource.Environment;

    private static void CheckSecret(string secret)
    {
        string? reason = secret switch
        {
            "" => "it is empty",
            _ when secret.Contains('\0', StringComparison.Ordinal) => "it has a NUL character",
            _ when !IsText(secret) => "it is not valid Unicode",
            _ when secret.Length > LongestSecret => $"it has more than {LongestSecret} characters",
            _ => null,
        };
        if (reason is not null)
            throw new RimuruException(ErrorCodes.InvalidArgument, $"The secret is not valid: {reason}.");
    }

    /// <summary>True if every surrogate has its other half.</summary>
    private static bool IsText(string secret)
    {
        for (int i = 0; i < secret.Length; i++)
        {
            if (i + 1 < secret.Length && char.IsSurrogatePair(secret[i], secret[i + 1]))
                i++;
            else if (char.IsSurrogate(secret[i]))
                return false;
        }

        return true;
    }

    /// <summary>An earlier source that has the name too; null if there is none.</summary>
    private string? Stronger(string name, ICredentialSource source)
    {
        ICredentialSource? first = sources
            .TakeWhile(other => other != source)
            .FirstOrDefault(other => Ask(other, () => other.Find(name), []) is { Length: > 0 });
        return first is EnvironmentSource ? EnvironmentSource.VariableOf(name) : first?.Kind.ToString();
    }

    private static RimuruException Missing(string name, string what, IEnumerable<string> passedOver) =>
        new(ErrorCodes.CredentialNotFound, Sentence($"{what}.", passedOver), name);

    private static RimuruException NotWritten(string name, string what, IEnumerable<string> passedOver) =>
        new(ErrorCodes.CredentialNotWritten, Sentence(what, passedOver), name);

    private static string Sentence(string what, IEnumerable<string> passedOver) =>
        passedOver.Any() ? $"{what} {string.Join("; ", passedOver)}." : what;

    /// <summary>Asks a source; null, and a reason, if it cannot be used.</summary>
    private static T? Ask<T>(ICredentialSource source, Func<T?> question, List<string> passedOver)
        where T : class
    {
        try
        {
            return question();
        }
        catch (SourceUnusableException e)
        {
            passedOver.Add($"{source.Kind}: {e.Message}");
            return null;
        }
    }
}
