using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Plugins;

/// <summary>An agent that a plugin reads. Its keys are of the plugin's own: no plugin can touch the records of another agent.</summary>
internal sealed class PluginAdapter : AgentAdapter
{
    private readonly InstalledPlugin plugin;
    private readonly PluginAgent agent;
    private readonly PluginHosts hosts;

    public PluginAdapter(InstalledPlugin plugin, PluginHosts hosts)
    {
        this.plugin = plugin;
        this.hosts = hosts;
        agent = plugin.Agent!;
        Keys = new PluginKeys(plugin.Id);
    }

    public PluginKeys Keys { get; }

    public override string Name => agent.Name;

    public override string DisplayName => agent.DisplayName ?? agent.Name;

    // A program that nothing answers for is never taken for another one of the same name.
    public override AgentProgram Program => new(agent.Program ?? agent.Name.ToLowerInvariant()) { AnswersBare = false };

    public override IReadOnlyList<KeySpace> KeyKinds => Keys.All;

    public override int ReaderVersion => agent.ReaderVersion;

    public override IReadOnlyList<string> Locate(HostEnvironment environment, string? configured)
    {
        string[] folders = [.. agent.Folder.Select(environment.Expand)];
        string? moved = configured ?? (agent.Variable is { } variable ? environment.AgentVariable(variable) : null);
        return moved is null ? folders : [environment.Expand(moved), .. configured is null ? folders.Skip(1) : []];
    }

    public override IEnumerable<LogFile> Files(IReadOnlyList<string> roots) =>
        LogFiles.Roots(roots).SelectMany(root => LogFiles.Below(root, agent.Extension));

    public override LogReader Open(string path, ReadOnlySpan<byte> state) => new PluginReader(this, plugin, hosts);
}

/// <summary>The keys of the records of a plugin's agent.</summary>
internal sealed class PluginKeys(string id)
{
    private const char Separator = '\n';

    /// <summary>A response with an id.</summary>
    public KeySpace Response { get; } = new($"plugin:{id}", "response");

    /// <summary>A response without one.</summary>
    public KeySpace Content { get; } = new($"plugin:{id}", "content");

    public IReadOnlyList<KeySpace> All => [Response, Content];

    /// <summary>The key of a response with an id.</summary>
    public RecordKey Of(string responseId) => RecordKey.Of(Response, responseId);

    /// <summary>The key of a response without one.</summary>
    public RecordKey Of(string session, long ms, TokenUsage tokens) =>
        RecordKey.Of(
            Content,
            string.Join(
                Separator,
                session,
                ms,
                tokens.Input,
                tokens.CacheRead,
                tokens.CacheWrite5m,
                tokens.CacheWrite1h,
                tokens.Output,
                tokens.Reasoning
            )
        );
}
