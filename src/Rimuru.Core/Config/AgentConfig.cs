namespace Rimuru.Core.Config;

/// <summary>The configuration of one agent. Paths may begin with <c>~</c>.</summary>
/// <param name="Enabled">Whether it is read.</param>
/// <param name="ConfigPath">The folder of its data, in place of the default locations.</param>
/// <param name="Paths">Additional folders of its data, or homes that contain one.</param>
internal sealed record AgentConfig(bool Enabled, string? ConfigPath, IReadOnlyList<string> Paths);
