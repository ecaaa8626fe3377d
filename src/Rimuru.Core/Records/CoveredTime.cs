namespace Rimuru.Core.Records;

/// <summary>A span of time for which a bill tells exactly what an agent only estimated: from the first to the last of its events, both included.</summary>
/// <param name="FromMs">The first event.</param>
/// <param name="ToMs">The last event.</param>
/// <param name="IsEveryone">True for a team's bill, which covers all users; false where it covers the user who brought it.</param>
internal sealed record CoveredTime(long FromMs, long ToMs, bool IsEveryone);
