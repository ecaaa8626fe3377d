namespace Rimuru.Core.ModelCatalog;

/// <summary>The result of fetching one source: an answer, an error, or the reason why it was skipped.</summary>
internal sealed class ModelFetch(IModelSyncProvider provider, Uri address)
{
    public IModelSyncProvider Provider { get; } = provider;

    public Uri Address { get; } = address;

    public string Url => Address.AbsoluteUri;

    /// <summary>The key of the source; null if it has none.</summary>
    public ApiKey? Key { get; set; }

    public ModelAnswer? Answer { get; set; }

    public RimuruException? Error { get; set; }

    public string? Skipped { get; set; }

    public TimeSpan Duration { get; set; }
}
