namespace Rimuru.Core.Store.Contracts;

/// <summary>How the last fetch of a source went. Times are Unix milliseconds.</summary>
/// <param name="Name">The source: <c>litellm</c>.</param>
/// <param name="Url">What was asked; an entity tag holds for this address only.</param>
/// <param name="ETag">The entity tag of the last good answer.</param>
/// <param name="CheckedMs">The last good answer.</param>
/// <param name="FailedMs">The last failure, where no good answer came after it.</param>
/// <param name="Error">What failed then.</param>
internal sealed record SourceState(string Name, string Url, string? ETag, long? CheckedMs, long? FailedMs, string? Error);
