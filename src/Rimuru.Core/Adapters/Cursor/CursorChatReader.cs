using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Adapters.Cursor;

/// <summary>Reads a session of Cursor's command: its name and start. Its store has no token counts, so it gives no requests.</summary>
internal sealed class CursorChatReader : FileLogReader
{
    public override void Read(string path, RowSink sink, CancellationToken stop)
    {
        using ForeignSqlite foreign = ForeignSqlite.Open(path, stop);
        if (!foreign.Columns("meta").IsSupersetOf(["key", "value"]))
            return;
        using SqliteStatement select = foreign.Database.PrepareFresh("SELECT value FROM meta WHERE key = '0'");
        if (!select.Step() || select.Text(0) is not { } text)
            return;
        NameTable names = new();
        using JsonDocument about = JsonFields.Parse(Decoded(text));
        SessionRow session = new(
            new SessionRef(
                CursorIdentity.Agent,
                about.RootElement.Text("agentId"u8, names) ?? Path.GetFileName(Path.GetDirectoryName(path))!
            )
        )
        {
            Title = about.RootElement.Text("name"u8, names),
        };
        session.Seen(about.RootElement.Time("createdAt"u8) ?? sink.FileModifiedMs);
        session.Seen(sink.FileModifiedMs);
        sink.Batch.Sessions.Add(session);
    }

    public override void Finish(RowSink sink) { }

    public override byte[] Save() => [];

    /// <summary>The JSON, which is stored as hexadecimal digits or as text.</summary>
    private static byte[] Decoded(string text)
    {
        if (text.StartsWith('{'))
            return System.Text.Encoding.UTF8.GetBytes(text);
        try
        {
            return Convert.FromHexString(text);
        }
        catch (FormatException e)
        {
            throw new JsonException("The description of the session is neither JSON nor hexadecimal.", e);
        }
    }
}
