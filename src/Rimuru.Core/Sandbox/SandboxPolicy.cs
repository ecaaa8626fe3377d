using System.Net;

namespace Rimuru.Core.Sandbox;

/// <summary>What the process of a plugin may do. All else is closed.</summary>
internal sealed record SandboxPolicy
{
    /// <summary>The folder of the plugin's files, which it may read.</summary>
    public required string PluginFolder { get; init; }

    /// <summary>
    /// Files and folders that it may read, as final paths: a link in one is refused, since it may have been put there later.
    /// </summary>
    public IReadOnlyList<string> ReadPaths { get; init; } = [];

    /// <summary>The same for writing.</summary>
    public IReadOnlyList<string> WritePaths { get; init; } = [];

    /// <summary>The hosts that it may be connected to.</summary>
    public IReadOnlyList<HostPort> Hosts { get; init; } = [];

    /// <summary>Bytes of memory beyond what PowerShell has.</summary>
    public long MemoryBytes { get; init; } = 256L << 20;

    /// <summary>Processor time of the process's whole life.</summary>
    public TimeSpan CpuTime { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long one call may be waited for.</summary>
    public TimeSpan CallTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Bytes that it may give in one call.</summary>
    public long OutputBytes { get; init; } = 64L << 20;

    /// <summary>Bytes that it may have in its work folder and add to the paths that it may write.</summary>
    public long DiskBytes { get; init; } = 64L << 20;

    /// <summary>Bytes to and from all hosts.</summary>
    public long NetworkBytes { get; init; } = 64L << 20;

    /// <summary>Threads, PowerShell's own included.</summary>
    public int MaxThreads { get; init; } = 128;

    /// <summary>True if the user lets it run where no walls can be put up.</summary>
    public bool AllowUnconfined { get; init; }

    /// <summary>Only these walls, for tests; null for the best that there are.</summary>
    public ConfinementTier? Tier { get; init; }
}

/// <summary>A host and a port of it.</summary>
/// <param name="Host">Its name or address, exactly.</param>
/// <param name="Port">The port.</param>
internal readonly record struct HostPort(string Host, int Port)
{
    /// <inheritdoc/>
    public override string ToString() =>
        IPAddress.TryParse(Host, out IPAddress? address) && Host.Contains(':') ? $"[{address}]:{Port}" : $"{Host}:{Port}";
}

/// <summary>What of a plugin is loaded.</summary>
/// <param name="Id">The plugin's id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Path">The script or the assembly.</param>
/// <param name="TypeName">The class; null for a script.</param>
internal sealed record PluginEntry(string Id, string Version, string Path, string? TypeName);
