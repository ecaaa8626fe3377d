namespace Rimuru.Core.AdapterContract;

/// <summary>
/// What an agent recorded about a process that has a session open. The process may have ended, and its id may have been reused.
/// </summary>
/// <param name="SessionId">The session.</param>
/// <param name="ProcessId">The process id.</param>
/// <param name="Start">When the process started, in the agent's own format; null if the agent did not record it.</param>
/// <param name="Written">A time at which the process was already running.</param>
internal sealed record SessionProcess(string SessionId, int ProcessId, string? Start, DateTimeOffset Written);
