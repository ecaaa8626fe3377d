using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.ModelCatalog;

/// <summary>The comparison of a source's answer with its previous one.</summary>
internal sealed class ModelMerge
{
    /// <summary>The listings to store.</summary>
    public List<ListedModel> Models { get; } = [];

    public int Added { get; set; }

    public int Updated { get; set; }

    public int Unchanged { get; set; }

    public int Removed { get; set; }

    /// <summary>Rejected prices, with the reason.</summary>
    public List<string> Rejections { get; } = [];

    /// <summary>Why the whole answer is refused; null if it is accepted.</summary>
    public string? Refusal { get; set; }
}
