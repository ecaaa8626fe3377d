namespace Rimuru.PluginHost;

/// <summary>What a plugin may use of its surroundings.</summary>
internal sealed class HostContext(HostNetwork network, Action<string> log) : IPluginContext
{
    /// <inheritdoc/>
    public required string Id { get; init; }

    /// <inheritdoc/>
    public required string Version { get; init; }

    /// <inheritdoc/>
    public required string PluginFolder { get; init; }

    /// <inheritdoc/>
    public required string WorkFolder { get; init; }

    /// <inheritdoc/>
    public void Log(string message) => log(message);

    /// <inheritdoc/>
    public HttpClient CreateHttpClient() => network.CreateClient();
}
