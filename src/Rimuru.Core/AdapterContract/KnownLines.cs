using System.Text.Json;

namespace Rimuru.Core.AdapterContract;

/// <summary>
/// What an agent's reader knows about the agent's log: the kinds of lines, the names of counts, and the newest release. The health check of
/// an agent compares its newest logs with this, so that a change of the format is noticed at once.
/// </summary>
internal sealed record KnownLines
{
    /// <summary>The newest release whose logs the reader was tested with.</summary>
    public required string NewestVersion { get; init; }

    /// <summary>The kind of a line in the agent's words, such as <c>event_msg/token_count</c>; null if the line has none.</summary>
    public required Func<JsonElement, string?> KindOf { get; init; }

    /// <summary>The release in a line; null if it has none.</summary>
    public required Func<JsonElement, string?> VersionOf { get; init; }

    /// <summary>Every known kind of line, and how the reader uses its token counts.</summary>
    public required IReadOnlyDictionary<string, LineUse> Kinds { get; init; }

    /// <summary>The known names of counts in the lines that the reader counts.</summary>
    public required IReadOnlySet<string> Counts { get; init; }

    /// <summary>
    /// Properties whose values are not the agent's own: prompts, answers, input and output of tools. They are never searched.
    /// </summary>
    public required IReadOnlySet<string> Foreign { get; init; }
}

/// <summary>How a reader uses the token counts in a kind of line.</summary>
internal enum LineUse
{
    /// <summary>The kind should have no counts: a count in it is unknown.</summary>
    NoCounts,

    /// <summary>The reader ignores the counts: another line records the same, or they are not usage.</summary>
    LeftAlone,

    /// <summary>The reader counts them.</summary>
    Counted,
}
