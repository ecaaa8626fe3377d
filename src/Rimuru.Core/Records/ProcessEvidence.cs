namespace Rimuru.Core.Records;

/// <summary>Whether the process that opened a session is still running.</summary>
/// <param name="ProcessId">The process id.</param>
/// <param name="IsLive">False if no process has that id, or only one that started later.</param>
internal sealed record ProcessEvidence(int ProcessId, bool IsLive);
