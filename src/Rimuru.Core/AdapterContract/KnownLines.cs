using System.Collections.Frozen;
using System.Text.Json;

namespace Rimuru.Core.AdapterContract;

/// <summary>
/// What an agent's reader knows of the agent's log: the kinds of its lines, the names of its counts, its newest release. The check of an
/// agent holds its newest logs against it, so that a change of the format is seen on the day it comes.
/// </summary>
internal sealed record KnownLines
{
    /// <summary>The newest release whose logs the reader was tried with.</summary>
    public required string NewestVersion { get; init; }

    /// <summary>The kind of a line as its agent names it, such as <c>event_msg/token_count</c>; null where the line names none.</summary>
    public required Func<JsonElement, string?> KindOf { get; init; }

    /// <summary>The release that a line names; null where it names none.</summary>
    public required Func<JsonElement, string?> VersionOf { get; init; }

    /// <summary>Every known kind, and what its counts of tokens are to the reader.</summary>
    public required IReadOnlyDictionary<string, LineUse> Kinds { get; init; }

    /// <summary>The names of the counts that the reader knows, in lines that it counts.</summary>
    public required IReadOnlySet<string> Counts { get; init; }

    /// <summary>
    /// Properties whose objects are usage although the names of their counts do not contain "token"; empty if all names do.
    /// </summary>
    public IReadOnlySet<string> Usages { get; init; } = FrozenSet<string>.Empty;

    /// <summary>
    /// Properties whose values are not the agent's own: prompts, answers, input and output of tools. They are never searched.
    /// </summary>
    public required IReadOnlySet<string> Foreign { get; init; }
}

/// <summary>What the counts of tokens in a kind of line are to a reader.</summary>
internal enum LineUse
{
    /// <summary>There should be none: one that is there was not known.</summary>
    NoCounts,

    /// <summary>There may be some, which the reader knowingly leaves alone: another line tells the same, or they are no usage.</summary>
    LeftAlone,

    /// <summary>The reader counts them.</summary>
    Counted,
}
