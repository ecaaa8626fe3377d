namespace Rimuru.Core.Records;

/// <summary>What an agent wrote down about a process that has a session open. The process may have ended, and its id may have been reused.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="ProcessId">The process id.</param>
/// <param name="Start">When the process started, in the agent's own format; null if the agent did not write that.</param>
/// <param name="Written">A time at which the process was already running.</param>
internal sealed record SessionProcess(string SessionId, int ProcessId, string? Start, DateTimeOffset Written);

/// <summary>Whether the process that opened a session is still there.</summary>
/// <param name="ProcessId">The process id.</param>
/// <param name="IsLive">False if no process has that id, or only one that started later.</param>
internal sealed record ProcessEvidence(int ProcessId, bool IsLive);
