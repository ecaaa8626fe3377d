using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Devin;

/// <summary>
/// Which source of a session counts, whichever is read first and whichever is deleted: the database has all of its requests, a transcript
/// only those of the conversation as it was in the end.
/// </summary>
internal static class DevinSources
{
    /// <summary>That a transcript has the step of a session.</summary>
    public static Lineage OfStep(RecordKey step, string session) => Of(step) with { Parent = DevinIdentity.OfSession(session) };

    /// <summary>That a database has the requests of a session.</summary>
    public static Lineage OfSession(string session) => Of(DevinIdentity.OfSession(session));

    /// <summary>A step of a session in a database is a copy of one of its messages.</summary>
    public static IEnumerable<Verdict> Resolve(IReadOnlyList<Lineage> step, IReadOnlyList<Lineage> session) =>
        session.Count == 0 ? [] : step.Select(own => new Verdict(own.Thread, IsCopy: true));

    private static Lineage Of(RecordKey thread) => new() { Agent = DevinIdentity.Agent, Thread = thread };
}
