using System.Collections.Concurrent;
using System.Globalization;
using Rimuru.Core.Reports;

namespace Rimuru.Hosting;

/// <summary>
/// Collects the models without a price in a command's output and warns of them once, at its end. The command that sets a price is shown
/// once per session.
/// </summary>
internal sealed class UnpricedModels
{
    private static readonly ConcurrentDictionary<string, bool> Shown = new(StringComparer.Ordinal);

    private readonly Dictionary<string, UnpricedUsage> models = new(StringComparer.Ordinal);

    /// <summary>The warning about what the costs leave out; null if nothing.</summary>
    public string? WarningOf(CostSource source)
    {
        if (models.Count == 0)
            return null;
        UnpricedUsage[] all = [.. models.Values.OrderByDescending(usage => usage.Tokens)];
        if (source == CostSource.Reported)
            return "The agent reported no cost for " + List(all) + ". They are not included in the cost.";
        UnpricedUsage[] unknown = [.. all.Where(usage => !usage.HasNoTokens)],
            withoutTokens = [.. all.Where(usage => usage.HasNoTokens)];
        List<string> parts = [];
        if (unknown.Length > 0)
            parts.Add("No price is known for " + List(unknown) + ".");
        if (withoutTokens.Length > 0)
            parts.Add(
                "No tokens were logged for "
                    + string.Join(
                        "; ",
                        withoutTokens.Select(usage =>
                            string.Create(CultureInfo.InvariantCulture, $"{usage.Requests:N0} request(s) of {NameOf(usage)}")
                        )
                    )
                    + "."
            );
        parts.Add("They are not included in the cost.");
        if (unknown.Select(usage => usage.Cure).FirstOrDefault(cure => cure is not null && Shown.TryAdd(cure, true)) is { } line)
            parts.Add(line);
        return string.Join(' ', parts);
    }

    public void Add(UnpricedUsage usage) => UnpricedUsage.Add(models, usage);

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
