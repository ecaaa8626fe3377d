namespace Rimuru;

/// <summary>Why a logged count of tokens is not counted: what it was told to be a duplicate by.</summary>
public enum DuplicateRule
{
    /// <summary>The same file has the response once more: a line a content block, snapshots while it streamed, a message that was written again.</summary>
    StreamedRepeat,

    /// <summary>Another file of the same session has the response too: a second folder, a backup, a saved log.</summary>
    CopiedFile,

    /// <summary>A resumed or forked session holds the response of the session that it began with.</summary>
    CopiedSession,

    /// <summary>A side chain, such as a side question, repeats a response of its session.</summary>
    SidechainReplay,

    /// <summary>A running total was logged again without a new response.</summary>
    ReEmitted,

    /// <summary>Another source tells the same request better: a database beside files, a record beside a total, a bill beside an estimate.</summary>
    BetterSource,
}
