namespace Rimuru.Core.Store.Contracts;

/// <summary>How the last fetch of a source went. Times are Unix milliseconds.</summary>
/// <param name="Name">The source: <c>litellm</c>.</param>
/// <param name="Url">The requested URL; an entity tag is valid for this URL only.</param>
/// <param name="ETag">The entity tag of the last valid answer.</param>
/// <param name="CheckedMs">Time of the last valid answer.</param>
/// <param name="FailedMs">Time of the last failure, if no valid answer came after it.</param>
/// <param name="Error">What failed.</param>
internal sealed record SourceState(string Name, string Url, string? ETag, long? CheckedMs, long? FailedMs, string? Error);
