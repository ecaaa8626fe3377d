using System.Collections.Concurrent;

namespace Rimuru.Core.Pricing;

/// <summary>Everything apart from tokens that changes the price of a request: tier, speed, region, plan.</summary>
internal sealed class PriceTerms
{
    /// <summary>A sum of several requests, whose prompt sizes are unknown.</summary>
    internal const string Sum = "sum";

    private const int MostCached = 1024;
    private static readonly ConcurrentDictionary<string, PriceTerms> Parsed = new(StringComparer.Ordinal);
    private static int cached;

    private readonly int terms;

    private PriceTerms(int terms, string? region, bool premiumRequests, bool freePlan, bool isSum, string? unknown)
    {
        this.terms = terms;
        Region = region;
        PremiumRequests = premiumRequests;
        FreePlan = freePlan;
        IsSum = isSum;
        Unknown = unknown;
    }

    internal static PriceTerms Standard { get; } = new(0, null, false, false, false, null);

    /// <summary>Where the request was processed, in lower case; null if that does not change the price.</summary>
    internal string? Region { get; }

    /// <summary>True if the plan bills prompts instead of tokens.</summary>
    internal bool PremiumRequests { get; }

    /// <summary>True for a plan whose included models also count as premium requests.</summary>
    internal bool FreePlan { get; }

    /// <summary>True for a sum of requests: bands depend on the size of one prompt, so none applies.</summary>
    internal bool IsSum { get; }

    /// <summary>The first unknown term; its effect on the price is unknown, so there is no price.</summary>
    internal string? Unknown { get; }

    internal bool IsStandard => terms == 0 && Region is null && Unknown is null && !PremiumRequests;

    internal bool Has(PriceTerm term) => (terms & (1 << (int)term)) != 0;

    /// <summary>
    /// Reads <see cref="UsageRecord.ServiceTier"/>: terms in any order, comma separated, such as <c>priority,us</c>; null for standard
    /// terms.
    /// </summary>
    internal static PriceTerms Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return Standard;
        if (Parsed.TryGetValue(text, out PriceTerms? known))
            return known;
        PriceTerms read = Read(text);
        // Logs are not trusted: a file with a new tier on every line must not exhaust memory.
        if (Volatile.Read(ref cached) < MostCached && Parsed.TryAdd(text, read))
            Interlocked.Increment(ref cached);
        return Parsed.GetValueOrDefault(text, read);
    }

    private static PriceTerms Read(string text)
    {
        int terms = 0;
        string? region = null,
            unknown = null;
        bool premium = false,
            freePlan = false,
            isSum = false;
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string term = part.ToLowerInvariant();
            switch (term)
            {
                case "standard" or "default" or "auto" or "global" or "not_available" or "none":
                    break;
                case "batch":
                    terms |= 1 << (int)PriceTerm.Batch;
                    break;
                case "flex":
                    terms |= 1 << (int)PriceTerm.Flex;
                    break;
                case "priority":
                    terms |= 1 << (int)PriceTerm.Priority;
                    break;
                case "fast":
                    terms |= 1 << (int)PriceTerm.Fast;
                    break;
                case "ultrafast":
                    terms |= 1 << (int)PriceTerm.Ultrafast;
                    break;
                case "us" or "eu" or "regional":
                    region = term;
                    break;
                case "premium-request" or "premium_request" or "premium-requests" or "premium_requests":
                    premium = true;
                    break;
                case "free-plan":
                    freePlan = true;
                    break;
                case Sum:
                    isSum = true;
                    break;
                default:
                    if (term.StartsWith("region:", StringComparison.Ordinal))
                        region = term["region:".Length..] is "" or "global" or "not_available" or "default"
                            ? region
                            : term["region:".Length..];
                    else
                        unknown ??= part;
                    break;
            }
        }

        return terms == 0 && region is null && unknown is null && !premium && !freePlan && !isSum
            ? Standard
            : new PriceTerms(terms, region, premium, freePlan, isSum, unknown);
    }
}
