using Rimuru.Core.Errors;
using Rimuru.Core.Reports;

namespace Rimuru.Core.Parameters;

/// <summary>Selects models by name and provider. A name without wildcards that no model has is an error, not an empty answer.</summary>
internal static class ModelFilter
{
    public static bool IsNamed(ModelInfo model, IReadOnlyList<string> names) =>
        model.Aliases.Append(model.Model).Any(name => ReportFilter.Matches(names, name));

    /// <summary>Throws E5006 if no model has the name.</summary>
    public static void CheckName(IReadOnlyCollection<ModelInfo> models, string name)
    {
        if (!ReportFilter.IsPattern(name) && !models.Any(model => IsNamed(model, [name])))
            throw Unknown($"No model '{name}' is known.", name, models.SelectMany(model => model.Aliases.Prepend(model.Model)));
    }

    /// <summary>Throws E5006 if no model is of the provider.</summary>
    public static void CheckProvider(IReadOnlyCollection<ModelInfo> models, string name)
    {
        if (!ReportFilter.IsPattern(name) && !models.Any(model => ReportFilter.Matches([name], model.Provider)))
            throw Unknown($"No model of a provider '{name}' is known.", name, models.Select(model => model.Provider));
    }

    public static bool HasCapability(ModelInfo model, string name) =>
        model.Capabilities.Any(capability => ReportFilter.Matches([name], capability));

    /// <summary>Throws E5006 if no model has the capability.</summary>
    public static void CheckCapability(IReadOnlyCollection<ModelInfo> models, string name)
    {
        if (!ReportFilter.IsPattern(name) && !models.Any(model => HasCapability(model, name)))
            throw Unknown(
                $"No model with a capability '{name}' is known.",
                name,
                models.SelectMany(model => model.Capabilities).Distinct()
            );
    }

    private static RimuruException Unknown(string message, string name, IEnumerable<string?> known) =>
        new(ErrorCodes.ModelNotFound, message + Spelling.Hint(name, known.OfType<string>()), name);
}
