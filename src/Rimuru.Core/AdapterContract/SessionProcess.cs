namespace Rimuru.Core.AdapterContract;

/// <summary>What an agent noted of a process that has a session open. The process may be gone since, and its number may be another's.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="ProcessId">The number of the process.</param>
/// <param name="Start">When the process started, in the agent's own words; null where it did not note that.</param>
/// <param name="Written">A time at which the process was there already.</param>
internal sealed record SessionProcess(string SessionId, int ProcessId, string? Start, DateTimeOffset Written);
