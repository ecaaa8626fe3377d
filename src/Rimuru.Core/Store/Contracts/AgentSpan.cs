namespace Rimuru.Core.Store.Contracts;

/// <summary>The sessions of an agent.</summary>
/// <param name="Agent">Its name.</param>
/// <param name="Sessions">How many there are.</param>
/// <param name="FirstMs">When the first one with usage began, in Unix milliseconds; null if none has any.</param>
/// <param name="LastMs">When the last one with usage was active, in Unix milliseconds; null if none has any.</param>
internal sealed record AgentSpan(string Agent, long Sessions, long? FirstMs, long? LastMs);
