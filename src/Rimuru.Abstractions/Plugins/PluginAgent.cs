namespace Rimuru;

/// <summary>What a plugin says about its agent.</summary>
public sealed record PluginAgent
{
    /// <summary>The agent's name in all output and settings: <c>Acme</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its name for people.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The folders of its logs, absolute or with <c>~/</c>.</summary>
    public IReadOnlyList<string> Folder { get; init; } = [];

    /// <summary>The environment variable that moves its first folder; null for none.</summary>
    public string? Variable { get; init; }

    /// <summary>What the names of its logs end in: <c>.jsonl</c>.</summary>
    public string Extension { get; init; } = ".jsonl";

    /// <summary>The file name of its program; null if it has none.</summary>
    public string? Program { get; init; }

    /// <summary>Version of its rules; if it is raised, every file is read again.</summary>
    public int ReaderVersion { get; init; } = 1;
}
