using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.AdapterContract;

/// <summary>What the engine needs of an agent: where its data lies, which files hold it, and how bytes become records.</summary>
internal abstract class AgentAdapter : ILogSource
{
    /// <summary>The name used everywhere: <c>ClaudeCode</c>.</summary>
    public abstract string Name { get; }

    public abstract string DisplayName { get; }

    /// <summary>How its program is told from others of the same name.</summary>
    public abstract AgentProgram Program { get; }

    /// <summary>Every kind of key that its records have. No two adapters share one.</summary>
    public abstract IReadOnlyList<KeySpace> KeyKinds { get; }

    /// <summary>Version of the readers' state and meaning; raising it has every file read again.</summary>
    public abstract int ReaderVersion { get; }

    /// <summary>What its readers know of its log; null where nobody has written that down.</summary>
    public virtual KnownLines? KnownLines => null;

    /// <summary>Every folder that may hold this agent's data, or file that does, whether it exists or not.</summary>
    /// <param name="environment">The machine and its variables.</param>
    /// <param name="configured">The folder that the configuration names; it takes the place of all others.</param>
    public abstract IReadOnlyList<string> Locate(HostEnvironment environment, string? configured);

    /// <summary>The log files below the folders, each once.</summary>
    public abstract IEnumerable<LogFile> Files(IReadOnlyList<string> roots);

    /// <summary>A reader for one file, at its beginning or where <paramref name="state"/> says.</summary>
    public abstract LogReader Open(string path, ReadOnlySpan<byte> state);

    /// <summary>
    /// The processes that have sessions open, as the agent's process files tell; none for an agent that keeps no such files.
    /// </summary>
    public virtual IEnumerable<SessionProcess> Processes(IReadOnlyList<string> roots, DateTimeOffset now) => [];

    /// <summary>Readers of what users save from the agent's own service, such as its bill.</summary>
    public virtual IReadOnlyList<IBillReader> Bills => [];

    /// <summary>
    /// Which rows of a thread are copies, given what is known of it, its parent and its siblings. Only for agents that emit a
    /// <see cref="Lineage"/>.
    /// </summary>
    public virtual IEnumerable<Verdict> Resolve(
        IReadOnlyList<Lineage> sources,
        IReadOnlyList<Lineage> parent,
        IReadOnlyList<Lineage> siblings
    ) => [];

    /// <summary>The same for an agent whose decision takes more than parent and siblings.</summary>
    public virtual IEnumerable<Verdict> Resolve(LineageFamily family) => Resolve(family.Sources, family.Parent, family.Siblings);

    /// <summary>
    /// The requests that no line records and only the totals of sessions prove: those of one family of totals
    /// (<see cref="SessionTotal.OriginMs"/>), each
    /// session's in order. Only for agents that emit a <see cref="SessionTotal"/>.
    /// </summary>
    public virtual IEnumerable<UsageRow> Infer(IReadOnlyList<SessionTotal> totals) => [];
}
