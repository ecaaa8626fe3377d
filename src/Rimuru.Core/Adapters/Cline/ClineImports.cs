using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Cline;

/// <summary>
/// Notes the requests of a task of Roo Code, or of an extension that imports such tasks with their ids and times: what Roo Code's own log
/// has is Roo Code's.
/// </summary>
internal sealed class ClineImports
{
    private const int PairSize = 2 * RecordKey.Size;

    private readonly ClineTasks tasks;
    private readonly SessionRef session;

    /// <summary>The keys of an importing extension's requests, with those that Roo Code gave them.</summary>
    private readonly SortedDictionary<RecordKey, RecordKey> twins = [];

    private ClineImports(ClineTasks tasks, SessionRef session) => (this.tasks, this.session) = (tasks, session);

    /// <summary>Null for an extension that imports no tasks, and whose tasks no other imports.</summary>
    public static ClineImports? Of(ClineTasks tasks, SessionRef session) =>
        tasks == ClineTasks.Roo || tasks.ImportsRoo ? new ClineImports(tasks, session) : null;

    public void See(RecordKey key, long? ms, string? say, int place)
    {
        if (tasks.ImportsRoo)
            twins[key] = ClineIdentity.OfRequest(ClineIdentity.Roo, session.SessionId, ms, say, place);
    }

    /// <param name="keys">Everything that the task has, and had before it returned to an earlier point.</param>
    public Lineage History(IEnumerable<RecordKey> keys) =>
        new()
        {
            Agent = tasks.Agent,
            Thread = session.Key,
            Source = ClineSource.Task,
            Parent = tasks.ImportsRoo ? new SessionRef(ClineTasks.Roo.Agent, session.SessionId).Key : null,
            Content = tasks.ImportsRoo
                ? [.. twins.SelectMany(pair => (byte[])[.. pair.Key.ToArray(), .. pair.Value.ToArray()])]
                : [.. keys.Order().SelectMany(key => key.ToArray())],
        };

    /// <summary>Which requests of an importing extension's task are copies, by the history of Roo Code's task of the same id.</summary>
    public static IEnumerable<Verdict> Resolve(IReadOnlyList<Lineage> sources, IReadOnlyList<Lineage> parent)
    {
        HashSet<RecordKey> known =
        [
            .. parent
                .Where(lineage => lineage.Source == ClineSource.Task)
                .SelectMany(lineage => lineage.Content.Chunk(RecordKey.Size))
                .Select(key => RecordKey.Read(key)),
        ];
        return sources
            .SelectMany(lineage => lineage.Content.Chunk(PairSize))
            .Select(pair => new Verdict(RecordKey.Read(pair), known.Contains(RecordKey.Read(pair.AsSpan(RecordKey.Size)))));
    }
}
