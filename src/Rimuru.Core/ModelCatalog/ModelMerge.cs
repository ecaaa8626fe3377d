using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.ModelCatalog;

/// <summary>An answer of a source beside the one before it.</summary>
internal sealed class ModelMerge
{
    /// <summary>What is to be kept.</summary>
    public List<ListedModel> Models { get; } = [];

    public int Added { get; set; }

    public int Updated { get; set; }

    public int Unchanged { get; set; }

    public int Removed { get; set; }

    /// <summary>Prices that are not taken, with the reason.</summary>
    public List<string> Rejections { get; } = [];

    /// <summary>Why nothing of the answer may be taken; null where it may.</summary>
    public string? Refusal { get; set; }
}
