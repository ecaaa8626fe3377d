namespace Rimuru.Core.ModelCatalog;

/// <summary>The result of fetching one source: an answer, an error, or the reason why it was skipped.</summary>
internal sealed class ModelFetch(IModelSyncProvider provider, string url)
{
    public IModelSyncProvider Provider { get; } = provider;

    public string Url { get; } = url;

    public ModelAnswer? Answer { get; set; }

    public RimuruException? Error { get; set; }

    public string? Skipped { get; set; }

    public TimeSpan Duration { get; set; }
}
