using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Cursor;

/// <summary>Cursor: one key-value database for all conversations. Its token counts, if any, are the editor's own estimates.</summary>
internal sealed class CursorAdapter : AgentAdapter
{
    public override string Name => CursorIdentity.Agent;

    public override string DisplayName => "Cursor";

    public override AgentProgram Program =>
        new("cursor", "cursor-agent")
        {
            OwnFolders = [".local/share/cursor-agent/versions"],
            Answer = @"^(\d{4}\.\d{2}\.\d{2}-\w+|\d+\.\d+\.\d+\S*(?=\r?\n[0-9a-f]{40}\r?\n))",
            AnswersBare = false,
        };

    public override IReadOnlyList<KeySpace> KeyKinds => CursorIdentity.Kinds;

    public override int ReaderVersion => 4;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        CursorLocations.Roots(environment, configured);

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => CursorLocations.Files(roots);

    public override LogReader Open(string path, ReadOnlySpan<byte> state) =>
        CursorLocations.IsChat(path) ? new CursorChatReader() : new CursorReader(state);

    public override IReadOnlyList<IBillReader> Bills { get; } = [new CursorBill()];

    public override IEnumerable<LimitReading>? LimitsOf(JsonElement json, long atMs) => CursorLimits.Of(json, atMs);
}
