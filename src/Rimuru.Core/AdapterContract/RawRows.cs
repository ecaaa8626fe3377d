using Rimuru.Core.Records;

namespace Rimuru.Core.AdapterContract;

/// <summary>Takes down every count of tokens that readers find, copies too, with its place. Not for an ingest: it holds them all.</summary>
internal sealed class RawRows(ProjectFolders projects)
{
    private string file = "";
    private long? line;

    public List<RawRow> Rows { get; } = [];

    public void Open(string path) => (file, line) = (path, null);

    public void NextLine() => line = (line ?? 0) + 1;

    public void Add(UsageRow row, SessionRef session, DuplicateRule? passedOver = null)
    {
        row.Project = projects.Of(row.Folder);
        Rows.Add(
            new RawRow
            {
                Row = row,
                Session = session,
                File = file,
                Line = line,
                PassedOver = passedOver,
            }
        );
    }
}
