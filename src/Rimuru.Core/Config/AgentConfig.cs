namespace Rimuru.Core.Config;

/// <summary>What is configured for one agent: whether it is read, and the folder of its data where it is not at its usual places (<c>~</c> not yet expanded).</summary>
internal sealed record AgentConfig(bool Enabled, string? ConfigPath);
