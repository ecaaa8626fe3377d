namespace Rimuru.Core.Records;

/// <summary>Whether the process that opened a session is still there.</summary>
/// <param name="ProcessId">Its number.</param>
/// <param name="IsLive">False where no process has that number, or one that started later.</param>
internal sealed record ProcessEvidence(int ProcessId, bool IsLive);
