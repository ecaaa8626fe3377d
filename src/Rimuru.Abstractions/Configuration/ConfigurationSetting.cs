namespace Rimuru;

/// <summary>A key of the configuration, with its effective value and the origin of that value.</summary>
public sealed record ConfigurationSetting
{
    /// <summary>The key, such as <c>sync.interval_hours</c>.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// The effective value: a Boolean, a whole number, a text, or an array of texts; null if the key is not set and has no default.
    /// Passwords in it are hidden.
    /// </summary>
    public object? Value { get; init; }

    /// <summary>The value without any setting; null if there is none.</summary>
    public object? Default { get; init; }

    /// <summary>
    /// Where the value is set: a file and line, an environment variable, a parameter, or <c>default</c>.
    /// </summary>
    public required string Origin { get; init; }

    /// <summary>What the key is for.</summary>
    public required string Description { get; init; }

    /// <summary>The allowed values, in words.</summary>
    public required string Allowed { get; init; }

    /// <summary>The environment variable that sets the key.</summary>
    public required string Variable { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
