using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.GeminiCli;

/// <summary>
/// Gemini CLI: one chat file per session below <c>tmp/&lt;project&gt;/chats</c>, a log of lines since 2026, one JSON document before.
/// </summary>
internal sealed class GeminiCliAdapter : AgentAdapter
{
    public override string Name => GeminiCliIdentity.Agent;

    public override string DisplayName => "Gemini CLI";

    public override AgentProgram Program => new("gemini") { Packages = ["@google/gemini-cli"] };

    public override IReadOnlyList<KeySpace> KeyKinds => GeminiCliIdentity.Kinds;

    public override int ReaderVersion => 6;

    public override KnownLines? KnownLines => GeminiCliKnownLines.All;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        GeminiCliLocations.Roots(environment, configured);

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => GeminiCliLocations.Files(roots);

    public override LogReader Open(string path, ReadOnlySpan<byte> state) =>
        path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? new GeminiCliDocumentReader(path) : new GeminiCliReader(path, state);

    public override IEnumerable<LimitReading>? LimitsOf(JsonElement json, long atMs) => GeminiCliLimits.Of(json, atMs);
}
