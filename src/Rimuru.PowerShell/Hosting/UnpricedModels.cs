using System.Globalization;

namespace Rimuru.Hosting;

/// <summary>Models without a price among what a command has written, told once at its end.</summary>
internal sealed class UnpricedModels
{
    private readonly Dictionary<string, (long Requests, long Tokens)> models = new(StringComparer.Ordinal);

    /// <summary>What the costs leave out; null where nothing is.</summary>
    public string? WarningOf(CostSource source) => models.Count == 0 ? null : (source == CostSource.Reported ? "The agent reported no cost for " : "No price is known for ") + string.Join("; ", models
        .OrderByDescending(model => model.Value.Tokens)
        .Select(model => string.Create(CultureInfo.InvariantCulture, $"{model.Key}: {model.Value.Requests:N0} request(s) with {model.Value.Tokens:N0} tokens"))) + ". The cost is without them.";

    public void Add(string? model, long requests, long tokens)
    {
        string name = model ?? "(no model)";
        (long Requests, long Tokens) known = models.GetValueOrDefault(name);
        models[name] = (known.Requests + requests, known.Tokens + tokens);
    }
}
