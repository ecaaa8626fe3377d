using System.Collections.Concurrent;
using System.Globalization;
using Rimuru.Core.Reports;

namespace Rimuru.Hosting;

/// <summary>
/// Models without a price among what a command has written, told once at its end; the line that cures it is told once a session.
/// </summary>
internal sealed class UnpricedModels
{
    private static readonly ConcurrentDictionary<string, bool> Told = new(StringComparer.Ordinal);

    private readonly Dictionary<string, UnpricedUsage> models = new(StringComparer.Ordinal);

    /// <summary>What the costs leave out; null where nothing is.</summary>
    public string? WarningOf(CostSource source)
    {
        if (models.Count == 0)
            return null;
        UnpricedUsage[] all = [.. models.Values.OrderByDescending(usage => usage.Tokens)];
        if (source == CostSource.Reported)
            return "The agent reported no cost for " + List(all) + ". The cost is without them.";
        UnpricedUsage[] unknown = [.. all.Where(usage => !usage.IsUntold)],
            untold = [.. all.Where(usage => usage.IsUntold)];
        List<string> parts = [];
        if (unknown.Length > 0)
            parts.Add("No price is known for " + List(unknown) + ".");
        if (untold.Length > 0)
            parts.Add(
                "No tokens were logged for "
                    + string.Join(
                        "; ",
                        untold.Select(usage =>
                            string.Create(CultureInfo.InvariantCulture, $"{usage.Requests:N0} request(s) of {NameOf(usage)}")
                        )
                    )
                    + "."
            );
        parts.Add("The cost is without them.");
        if (unknown.Select(usage => usage.Cure).FirstOrDefault(cure => cure is not null && Told.TryAdd(cure, true)) is { } line)
            parts.Add($"Sync-RimuruModel may know a price; {line} sets one, in USD per million tokens.");
        return string.Join(' ', parts);
    }

    public void Add(string? provider, string? model, long requests, long tokens)
    {
        string name = UnpricedUsage.NameOf(provider, model);
        UnpricedUsage known = models.GetValueOrDefault(name) ?? new UnpricedUsage(0, 0) { Provider = provider, Model = model };
        models[name] = known with { Requests = known.Requests + requests, Tokens = known.Tokens + tokens };
    }

    public void Add(UnpricedUsage usage) => Add(usage.Provider, usage.Model, usage.Requests, usage.Tokens);

    private static string NameOf(UnpricedUsage usage) => UnpricedUsage.NameOf(usage.Provider, usage.Model);

    private static string List(IEnumerable<UnpricedUsage> usages) =>
        string.Join(
            "; ",
            usages.Select(usage =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{NameOf(usage)}: {usage.Requests:N0} request(s) with {usage.Tokens:N0} tokens"
                )
            )
        );
}
