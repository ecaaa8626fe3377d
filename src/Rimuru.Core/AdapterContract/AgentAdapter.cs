using System.Text.Json;
using Rimuru.Core.Config;
using Rimuru.Core.Files;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.AdapterContract;

/// <summary>
/// What the engine needs to know about an agent: where its data is, which files contain it, and how bytes become records.
/// </summary>
internal abstract class AgentAdapter : ILogSource
{
    /// <summary>The agent's name in all output and settings: <c>ClaudeCode</c>.</summary>
    public abstract string Name { get; }

    public abstract string DisplayName { get; }

    /// <summary>How its program is distinguished from others of the same name.</summary>
    public abstract AgentProgram Program { get; }

    /// <summary>All kinds of keys of its records. No two adapters share one.</summary>
    public abstract IReadOnlyList<KeySpace> KeyKinds { get; }

    /// <summary>Version of the readers' state and rules; if it is raised, every file is read again.</summary>
    public abstract int ReaderVersion { get; }

    /// <summary>
    /// The oldest version whose states a reader of a document or a database still understands. Set where a state holds what the file no
    /// longer tells.
    /// </summary>
    public virtual int StateVersion => ReaderVersion;

    /// <summary>What its readers know about its log; null if this is not recorded.</summary>
    public virtual KnownLines? KnownLines => null;

    /// <summary>All folders and files that may hold this agent's data, whether they exist or not.</summary>
    /// <param name="environment">The machine and its variables.</param>
    /// <param name="configured">The folder that is set in the configuration; it replaces all others.</param>
    public abstract IReadOnlyList<string> Locate(HostEnvironment environment, string? configured);

    /// <summary>The log files below the folders, each once.</summary>
    public abstract IEnumerable<LogFile> Files(IReadOnlyList<string> roots);

    /// <summary>
    /// One log without a list of all of them; null if the path is none of the agent's logs.
    /// </summary>
    /// <param name="roots">The folders that hold the agent's logs.</param>
    /// <param name="path">The path that the agent gave; null if it gave none.</param>
    /// <param name="sessionId">The session, for an agent that gives no path.</param>
    public virtual LogFile? FileOf(IReadOnlyList<string> roots, string? path, string? sessionId) =>
        path is null ? null : FileAt(roots, path);

    /// <summary>The log at a path, listed with its folder alone; null if it is not found so.</summary>
    public LogFile? FileAt(IReadOnlyList<string> roots, string path)
    {
        if (!Path.IsPathFullyQualified(path))
            return null;
        string real = FinalPath.Of(path);
        foreach (string root in roots)
        {
            string top = FinalPath.Of(root);
            if (!FinalPath.IsBelow(real, top))
                continue;

            // Spelt as the list of all files spells it, since the ledger knows it by that name.
            string own = Path.Combine(root, Path.GetRelativePath(top, real));
            return Files([Path.GetDirectoryName(own)!]).FirstOrDefault(file => file.Path == own);
        }

        return null;
    }

    /// <summary>A reader for one file, at its beginning or at the saved <paramref name="state"/>.</summary>
    public abstract LogReader Open(string path, ReadOnlySpan<byte> state);

    /// <inheritdoc/>
    public virtual void Claim(string path, FileBatch batch) { }

    /// <inheritdoc/>
    public virtual RawRow Claim(RawRow row) => row;

    /// <summary>
    /// The processes that have sessions open, according to the agent's process files; none for an agent without such files.
    /// </summary>
    public virtual IEnumerable<SessionProcess> Processes(IReadOnlyList<string> roots, DateTimeOffset now) => [];

    /// <summary>What the agent's files say about the limits of its plan; several readings of one limit if they tell its past.</summary>
    public virtual IEnumerable<LimitReading> Limits(IReadOnlyList<string> roots) => [];

    /// <summary>
    /// The same from JSON that the agent gives to its status line, or that was saved from its service; null if it is neither.
    /// </summary>
    /// <param name="json">The document.</param>
    /// <param name="atMs">When it was said, in Unix milliseconds, if the document does not tell.</param>
    public virtual IEnumerable<LimitReading>? LimitsOf(JsonElement json, long atMs) => null;

    /// <summary>Readers of files that users save from the agent's service, such as its bill.</summary>
    public virtual IReadOnlyList<IBillReader> Bills => [];

    /// <summary>
    /// Decides which rows of a thread are copies, from its own history and those of its parent and siblings. Only for agents that emit a
    /// <see cref="Lineage"/>.
    /// </summary>
    public virtual IEnumerable<Verdict> Resolve(
        IReadOnlyList<Lineage> sources,
        IReadOnlyList<Lineage> parent,
        IReadOnlyList<Lineage> siblings
    ) => [];

    /// <summary>The same for an agent that needs more than parent and siblings.</summary>
    public virtual IEnumerable<Verdict> Resolve(LineageFamily family) => Resolve(family.Sources, family.Parent, family.Siblings);

    /// <summary>
    /// Infers the requests that no line records and only the totals of sessions prove. The totals are those of one family
    /// (<see cref="SessionTotal.OriginMs"/>), in order for each session. Only for agents that emit a <see cref="SessionTotal"/>.
    /// </summary>
    public virtual IEnumerable<UsageRow> Infer(IReadOnlyList<SessionTotal> totals) => [];
}
