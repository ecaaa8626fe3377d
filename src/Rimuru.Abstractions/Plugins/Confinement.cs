namespace Rimuru;

/// <summary>Which walls stand around the process of a plugin. They were checked before the plugin was loaded.</summary>
public sealed record Confinement
{
    /// <summary>The walls as a whole.</summary>
    public required ConfinementTier Tier { get; init; }

    /// <summary>The version of Landlock that decides on files; 0 for none.</summary>
    public int LandlockAbi { get; init; }

    /// <summary>True if system calls are filtered: no sockets, no programs, no other processes.</summary>
    public bool Seccomp { get; init; }

    /// <summary>True if it sees only its own files and processes (bubblewrap).</summary>
    public bool Namespaces { get; init; }

    /// <summary>True if memory, processor time, threads, files and output are limited.</summary>
    public bool Limits { get; init; }

    /// <summary>The hosts that it can reach, each as <c>host:port</c>; null if nothing keeps it from any.</summary>
    public IReadOnlyList<string>? Hosts { get; init; }

    /// <summary>True if it can learn size and existence of files that it cannot read.</summary>
    public bool CanStatOutside { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Tier}";
}

/// <summary>The walls around the process of a plugin, from the most to none.</summary>
public enum ConfinementTier
{
    /// <summary>Its own view of files, processes and network (bubblewrap), Landlock, and a filter of system calls.</summary>
    A,

    /// <summary>Landlock and a filter of system calls: it can still learn size and existence of files.</summary>
    B,

    /// <summary>A process of its own, and no wall: the user has allowed it.</summary>
    None,
}

/// <summary>What a plugin tried and was denied, or a limit that it exceeded.</summary>
/// <param name="Kind">What it was about.</param>
/// <param name="Detail">What exactly.</param>
/// <param name="WasEnded">True if the plugin's process was ended for it.</param>
public sealed record PluginViolation(PluginViolationKind Kind, string Detail, bool WasEnded)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Kind}: {Detail}";
}

/// <summary>What a violation is about.</summary>
public enum PluginViolationKind
{
    /// <summary>A file or folder outside of what it was given.</summary>
    File,

    /// <summary>A host that it was not given, or a socket.</summary>
    Network,

    /// <summary>Another program or process.</summary>
    Process,

    /// <summary>A system call that no plugin has a use for.</summary>
    SystemCall,

    /// <summary>Memory.</summary>
    Memory,

    /// <summary>Processor time.</summary>
    Cpu,

    /// <summary>The time of a call.</summary>
    Time,

    /// <summary>Threads.</summary>
    Threads,

    /// <summary>What it wrote to its folder.</summary>
    Disk,

    /// <summary>What it gave or logged.</summary>
    Output,

    /// <summary>What it said does not follow the protocol.</summary>
    Protocol,

    /// <summary>It ended by itself.</summary>
    Ended,
}
