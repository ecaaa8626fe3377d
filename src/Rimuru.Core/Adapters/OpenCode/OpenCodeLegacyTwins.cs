using Rimuru.Core.Ingest;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.OpenCode;

/// <summary>The message files beside a database: where one contradicts the row of the same id, what an earlier run read of it gives way.</summary>
internal sealed class OpenCodeLegacyTwins
{
    private readonly OpenCodeFamily family;
    private readonly OpenCodeStorage storage;
    private readonly NameTable names = new();
    private readonly Dictionary<string, string> files = new(StringComparer.Ordinal);

    private OpenCodeLegacyTwins(OpenCodeFamily family, OpenCodeStorage storage)
    {
        this.family = family;
        this.storage = storage;
    }

    public static OpenCodeLegacyTwins? Beside(string database, OpenCodeFamily family)
    {
        OpenCodeLegacyTwins twins = new(family, new OpenCodeStorage(Path.Combine(Path.GetDirectoryName(database)!, "storage")));
        foreach (LogFile file in twins.storage.Messages()) twins.files[Path.GetFileNameWithoutExtension(file.Path)] = file.Path;
        return twins.files.Count == 0 ? null : twins;
    }

    /// <summary>The key that the file of this message has in the ledger, if it was read there.</summary>
    public RecordKey? KeyOf(string id, RowSink sink)
    {
        if (!files.TryGetValue(id, out string? file)) return null;
        try
        {
            OpenCodeMessage message = storage.Message(file, names, sink);
            OpenCodeSession session = storage.Session(family, message.SessionId ?? Path.GetFileName(Path.GetDirectoryName(file)!), names);
            return OpenCodeRow.IdentityOf(session, message) is { } identity ? OpenCodeRow.KeyOf(family, identity, 0) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || Json.IsDefect(e))
        {
            return null; // nothing was read of it
        }
    }
}
