namespace Rimuru;

/// <summary>What a plugin may use. What it does not name, it does not get.</summary>
public sealed record PluginNeeds
{
    /// <summary>
    /// Files and folders that it may read, absolute or with <c>~/</c>. The files of an agent need not be here: their bytes are given.
    /// </summary>
    public IReadOnlyList<string> Read { get; init; } = [];

    /// <summary>Folders that it may write, absolute or with <c>~/</c>. Its work folder need not be here.</summary>
    public IReadOnlyList<string> Write { get; init; } = [];

    /// <summary>The hosts with ports that it may connect to: <c>hooks.example.com:443</c>.</summary>
    public IReadOnlyList<string> Host { get; init; } = [];

    /// <summary>Memory beyond that of PowerShell itself, in megabytes.</summary>
    public int MemoryMegabytes { get; init; } = 256;

    /// <summary>Processor time of its process, in seconds.</summary>
    public int CpuSeconds { get; init; } = 60;

    /// <summary>The longest time for one export, event, file or view, in seconds.</summary>
    public int CallSeconds { get; init; } = 30;
}
