namespace Rimuru.Core.Config;

/// <summary>A setting that the user gave with a command: the key, its value as text, and the parameter as it was written, such as <c>-Database</c>.</summary>
internal sealed record ConfigOverride(string Key, string Value, string Parameter);
