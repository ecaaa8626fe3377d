namespace Rimuru.Core.Adapters.Mux;

/// <summary>Models as Mux names them.</summary>
internal static class MuxModel
{
    /// <summary>What sums call the usage before a compaction of an early release, of whatever model.</summary>
    private const string Historical = "historical";

    /// <summary>The provider stands before the model; Mux's own gateway sells nothing itself.</summary>
    public static (string? Provider, string? Model) Split(string? model)
    {
        int end = model?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        if (model is null || end <= 0)
            return (null, model is Historical ? null : model);
        string provider = model[..end];
        return (provider == "mux-gateway" ? null : provider, model[(end + 1)..]);
    }

    /// <summary>The name alone: sums name the maker of a model, messages the gateway that it was asked through.</summary>
    public static string BareOf(string? model) => model is null ? "" : model[(model.LastIndexOf('/') + 1)..];
}
