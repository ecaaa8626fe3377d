namespace Rimuru.Core.ModelCatalog;

/// <summary>How the fetch of one source went: an answer, an error, or a reason why it was not asked.</summary>
internal sealed class ModelFetch(IModelSyncProvider provider, string url)
{
    public IModelSyncProvider Provider { get; } = provider;

    public string Url { get; } = url;

    public ModelAnswer? Answer { get; set; }

    public RimuruException? Error { get; set; }

    public string? Skipped { get; set; }

    public TimeSpan Duration { get; set; }
}
