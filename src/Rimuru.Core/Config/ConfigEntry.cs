namespace Rimuru.Core.Config;

/// <summary>An effective setting as it may be shown: the value as text without passwords (null where none is set), and the parameter, variable, file and line, or default that it came from.</summary>
internal sealed record ConfigEntry(string Key, string? Value, string Origin)
{
    /// <summary>The origin of a value that no source sets.</summary>
    public const string FromDefault = "default";
}
