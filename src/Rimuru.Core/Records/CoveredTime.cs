namespace Rimuru.Core.Records;

/// <summary>
/// A time range in which an imported bill replaces an agent's estimates: from the bill's first event to its last, both inclusive.
/// </summary>
/// <param name="FromMs">The first event.</param>
/// <param name="ToMs">The last event.</param>
/// <param name="IsEveryone">True for a team's bill, which covers all users; false if it covers only the user who imported it.</param>
internal sealed record CoveredTime(long FromMs, long ToMs, bool IsEveryone);
