using Rimuru.Core.Records;

namespace Rimuru.Core.AdapterContract;

/// <summary>
/// Collects every token count that readers find, copies included, with its position. Not for an ingest: it keeps them all in memory.
/// </summary>
internal sealed class RawRows(ProjectFolders projects)
{
    private string file = "";
    private long? line;

    public List<RawRow> Rows { get; } = [];

    public void Open(string path) => (file, line) = (path, null);

    public void NextLine() => line = (line ?? 0) + 1;

    public void Add(UsageRow row, SessionRef session, DuplicateRule? skipRule = null)
    {
        row.Project = projects.Of(row.Folder);
        Rows.Add(
            new RawRow
            {
                Row = row,
                Session = session,
                File = file,
                Line = line,
                SkipRule = skipRule,
            }
        );
    }
}
