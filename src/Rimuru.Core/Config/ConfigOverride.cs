namespace Rimuru.Core.Config;

/// <summary>A setting from a command's parameter: the key, its value as text, and the parameter's name, such as <c>-Database</c>.</summary>
internal sealed record ConfigOverride(string Key, string Value, string Parameter);
