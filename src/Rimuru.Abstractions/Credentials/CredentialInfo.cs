namespace Rimuru;

/// <summary>A credential that a source has. It never holds the secret.</summary>
public sealed record CredentialInfo
{
    /// <summary>The name, as in <c>secret:NAME</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The source that has it.</summary>
    public required CredentialSource Source { get; init; }

    /// <summary>True if this source is the first that has the name, so that its secret is used.</summary>
    public required bool IsUsed { get; init; }

    /// <summary>Where it is in the source: a variable, a vault, a file. If another source is used instead, also that.</summary>
    public required string Detail { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({Source})";
}

/// <summary>A place that can hold credentials, in the order in which they are asked.</summary>
public enum CredentialSource
{
    /// <summary>The environment variable <c>RIMURU_SECRET_NAME</c>.</summary>
    Environment,

    /// <summary>PowerShell's module SecretManagement, if it is installed; only in PowerShell.</summary>
    SecretManagement,

    /// <summary>The keychain of the operating system.</summary>
    Keychain,

    /// <summary>An encrypted file in the configuration folder.</summary>
    File,
}
