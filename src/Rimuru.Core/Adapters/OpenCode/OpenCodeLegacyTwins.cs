using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.OpenCode;

/// <summary>
/// The message files beside a database. If one contradicts the row with the same id, the record that was read from the file is replaced.
/// </summary>
internal sealed class OpenCodeLegacyTwins
{
    private readonly OpenCodeFamily family;
    private readonly OpenCodeStorage storage;
    private readonly NameTable names = new();
    private readonly Dictionary<string, string> files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RecordKey> keys = new(StringComparer.Ordinal);
    private readonly HashSet<string> read = new(StringComparer.Ordinal);

    private OpenCodeLegacyTwins(OpenCodeFamily family, OpenCodeStorage storage)
    {
        this.family = family;
        this.storage = storage;
    }

    public static OpenCodeLegacyTwins? Beside(string database, OpenCodeFamily family)
    {
        OpenCodeLegacyTwins twins = new(family, new OpenCodeStorage(Path.Combine(Path.GetDirectoryName(database)!, "storage")));
        foreach (LogFile file in twins.storage.Messages())
            twins.files[Path.GetFileNameWithoutExtension(file.Path)] = file.Path;
        return twins.files.Count == 0 ? null : twins;
    }

    /// <summary>The key of this message's file in the ledger, if it was read.</summary>
    public RecordKey? KeyOf(string id, RowSink sink)
    {
        if (!files.TryGetValue(id, out string? file))
            return null;
        string folder = Path.GetDirectoryName(file)!;
        if (read.Add(folder))
            ReadFolder(folder, sink);
        return keys.TryGetValue(id, out RecordKey key) ? key : null;
    }

    /// <summary>The keys that <see cref="OpenCodeStorageReader"/> uses for the messages of one session.</summary>
    private void ReadFolder(string folder, RowSink sink)
    {
        Dictionary<string, int> twins = new(StringComparer.Ordinal);
        foreach (string file in OpenCodeStorage.MessagesIn(folder))
        {
            try
            {
                OpenCodeMessage message = storage.Message(file, names, sink, isIdentity: true);
                if (OpenCodeIdentity.Of(message) is not { } identity)
                    continue;
                int twin = twins.GetValueOrDefault(identity);
                twins[identity] = twin + 1;
                keys[Path.GetFileNameWithoutExtension(file)] = OpenCodeIdentity.OfMessage(family.Kind, identity, twin);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException || Json.IsDefect(e))
            {
                // Nothing was read from it.
            }
        }
    }
}
