namespace Rimuru.Core.Config;

/// <summary>A value of a key's kind, passwords included, and where it came from.</summary>
internal sealed record ConfigValue(object? Value, string Origin);
