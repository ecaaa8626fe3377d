namespace Rimuru.Core.Config;

/// <summary>
/// An effective setting for display: the value as text without passwords (null if not set), and its origin: a parameter, a variable, a file
/// and line, or the default.
/// </summary>
internal sealed record ConfigEntry(string Key, string? Value, string Origin)
{
    /// <summary>The origin of a value that no source sets.</summary>
    public const string FromDefault = "default";
}
