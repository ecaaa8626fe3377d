namespace Rimuru.Core.Config;

/// <summary>What is configured for one agent. Paths may begin with <c>~</c>.</summary>
/// <param name="Enabled">Whether it is read.</param>
/// <param name="ConfigPath">The folder of its data where it is not at its usual places.</param>
/// <param name="Paths">Further folders of its data, or homes that have one.</param>
internal sealed record AgentConfig(bool Enabled, string? ConfigPath, IReadOnlyList<string> Paths);
