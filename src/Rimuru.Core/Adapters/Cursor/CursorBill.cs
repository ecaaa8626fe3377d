using Rimuru.Core.AdapterContract;

namespace Rimuru.Core.Adapters.Cursor;

/// <summary>Cursor's bill: the usage CSV of its dashboard, or rows of the team API as JSON.</summary>
internal sealed class CursorBill : IBillReader
{
    public string Agent => CursorIdentity.Agent;

    public string Form =>
        "Cursor's usage CSV (columns Date, Model, Input (w/ Cache Write), …) and usage events of Cursor's team API as JSON";

    public int Version => 3;

    public bool CanRead(string path) => CursorExportReader.CanRead(path);

    public FileLogReader Open() => new CursorExportReader();
}
