namespace Rimuru;

/// <summary>The rule that makes a logged token count a duplicate.</summary>
public enum DuplicateRule
{
    /// <summary>The same file repeats the response: one line per content block, snapshots during streaming, a rewritten message.</summary>
    StreamedRepeat,

    /// <summary>Another file of the same session also has the response: a second folder, a backup, a saved log.</summary>
    CopiedFile,

    /// <summary>A resumed or forked session contains the response of the session that it continues.</summary>
    CopiedSession,

    /// <summary>A side chain, such as a side question, repeats a response of its session.</summary>
    SidechainReplay,

    /// <summary>A running total was logged again without a new response.</summary>
    ReEmitted,

    /// <summary>
    /// A better source has the same request: a database instead of files, a record instead of a total, a bill instead of an estimate.
    /// </summary>
    BetterSource,
}
