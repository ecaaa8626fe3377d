namespace Rimuru.Core.Config;

/// <summary>A typed value, passwords included, and its origin.</summary>
internal sealed record ConfigValue(object? Value, string Origin);
