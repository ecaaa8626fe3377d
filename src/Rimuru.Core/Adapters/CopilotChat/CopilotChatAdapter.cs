using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.CopilotChat;

/// <summary>GitHub Copilot Chat in Visual Studio Code: traces and debug logs if they are switched on, and the chats themselves.</summary>
internal sealed class CopilotChatAdapter : AgentAdapter
{
    public override string Name => CopilotChatIdentity.Agent;

    public override string DisplayName => "GitHub Copilot Chat";

    /// <summary>An extension of an editor: it has no program of its own.</summary>
    public override AgentProgram Program => new();

    public override IReadOnlyList<KeySpace> KeyKinds => CopilotChatIdentity.Kinds;

    public override int ReaderVersion => 4;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured) =>
        CopilotChatLocations.Roots(environment, configured);

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => CopilotChatLocations.Files(roots);

    public override LogReader Open(string path, ReadOnlySpan<byte> state)
    {
        if (CopilotChatLocations.IsTraces(path))
            return new CopilotChatTraceReader();
        if (CopilotChatLocations.IsDebugLog(path))
            return new CopilotChatDebugReader(path, state);
        return Path.GetExtension(path) == ".json" ? new CopilotChatDocumentReader() : new CopilotChatReader(path, state);
    }

    /// <inheritdoc/>
    public override IEnumerable<Verdict> Resolve(
        IReadOnlyList<Lineage> sources,
        IReadOnlyList<Lineage> parent,
        IReadOnlyList<Lineage> siblings
    ) => CopilotChatHistory.Resolve(sources, parent);
}
