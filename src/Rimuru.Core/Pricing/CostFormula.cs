namespace Rimuru.Core.Pricing;

/// <summary>Calculates the cost of one usage from a row of the price table. Decimal throughout, without rounding.</summary>
internal static class CostFormula
{
    /// <summary>Price of a premium request beyond the plan, in USD.</summary>
    private const decimal PremiumRequestUsd = 0.04m;

    /// <summary>Upper limit of tokens in a request; a larger figure means a corrupt log.</summary>
    private const long MostTokens = 1_000_000_000_000;

    private const string Anthropic = "anthropic";

    internal static ExactCost Price(ResolvedModel model, DateTimeOffset at, in BilledUsage usage, PriceTerms terms)
    {
        if (Choose(model, at, usage, terms, out PriceRow row, out PriceRates rates, out decimal factor, out _) is { } answer)
            return answer;
        decimal usd = Tokens(usage, rates) * factor;
        if (usage.WebSearches > 0)
        {
            if (row.WebSearchFee is not { } fee)
                return ExactCost.Unpriced(PriceGap.UnknownUnit);
            usd += usage.WebSearches * fee;
        }

        if (usage.FileSearches > 0)
        {
            if (row.FileSearchFee is not { } fee)
                return ExactCost.Unpriced(PriceGap.UnknownUnit);
            usd += usage.FileSearches * fee;
        }

        return new ExactCost(usd, CostStatus.Calculated);
    }

    /// <summary>
    /// The parts of a usage with the price of each, whose products add up to its cost; null if it has no price by parts: unpriced, free, or
    /// by the request.
    /// </summary>
    internal static IReadOnlyList<PricedPart>? Parts(ResolvedModel model, DateTimeOffset at, in BilledUsage usage, PriceTerms terms)
    {
        if (Choose(model, at, usage, terms, out PriceRow row, out PriceRates rates, out decimal factor, out bool isLong) is not null)
            return null;
        long reasoning = rates.Reasoning == rates.Output ? 0 : Math.Clamp(usage.Tokens.Reasoning, 0, Math.Max(0, usage.Tokens.Output));
        List<PricedPart> parts = [];
        Add(UsageMeter.Input, usage.Tokens.Input, rates.Input * factor);
        Add(UsageMeter.CacheRead, usage.Tokens.CacheRead, rates.CacheRead * factor);
        Add(UsageMeter.CacheWrite5m, usage.Tokens.CacheWrite5m, rates.CacheWrite5m * factor);
        Add(UsageMeter.CacheWrite1h, usage.Tokens.CacheWrite1h, rates.CacheWrite1h * factor);
        Add(UsageMeter.Output, usage.Tokens.Output - reasoning, rates.Output * factor);
        Add(UsageMeter.Reasoning, reasoning, rates.Reasoning * factor);
        if (usage.WebSearches > 0)
        {
            if (row.WebSearchFee is not { } fee)
                return null;
            Add(UsageMeter.WebSearch, usage.WebSearches, fee);
        }

        return parts;

        void Add(UsageMeter meter, long quantity, decimal price)
        {
            if (quantity > 0)
                parts.Add(new PricedPart(meter, quantity, price, isLong && meter != UsageMeter.WebSearch));
        }
    }

    /// <summary>Chooses the rates of a usage; an answer instead if it has none or needs none.</summary>
    private static ExactCost? Choose(
        ResolvedModel model,
        DateTimeOffset at,
        in BilledUsage usage,
        PriceTerms terms,
        out PriceRow row,
        out PriceRates rates,
        out decimal factor,
        out bool isLongContext
    )
    {
        (row, rates, factor, isLongContext) = (null!, null!, 1m, false);
        if (model.Match is ModelMatch.NotAModel or ModelMatch.Local)
            return ExactCost.Free;
        if (terms.PremiumRequests || usage.PremiumRequests > 0)
            return PriceRequests(model, usage, terms);
        if (model.Included)
            return ExactCost.Free;
        if (model.Row is not { } known)
        {
            return ReferenceEquals(model, ResolvedModel.Missing) && usage.IsZero
                ? ExactCost.Free
                : ExactCost.Unpriced(PriceGap.UnknownModel);
        }

        row = known;
        if (terms.Unknown is not null)
            return ExactCost.Unpriced(PriceGap.UnknownTerms);
        long ticks = at.UtcTicks;
        if (PeriodAt(row.Periods, ticks) is not { } period)
            return ExactCost.Unpriced(PriceGap.NoPriceThatDay);
        if (IsImplausible(usage))
            return ExactCost.Unpriced(PriceGap.Implausible);

        PriceBand? band = terms.IsSum ? null : BandOf(period.Bands, PromptOf(usage));
        rates = band?.Rates ?? RatesAt(period, ticks);
        if (model.Fast || model.Region is not null || !terms.IsStandard)
        {
            if (!Apply(row, model, terms, ticks, period, ref band, ref rates, ref factor))
                return ExactCost.Unpriced(PriceGap.UnknownTerms);
        }

        isLongContext = band is not null;
        return null;
    }

    /// <summary>Prices every bucket once; reasoning is part of the output. Negative figures are corrupt and count as zero.</summary>
    private static decimal Tokens(in BilledUsage usage, PriceRates rates)
    {
        decimal usd = 0m;
        if (usage.Tokens.Input > 0)
            usd += usage.Tokens.Input * rates.Input;
        if (usage.Tokens.CacheRead > 0)
            usd += usage.Tokens.CacheRead * rates.CacheRead;
        if (usage.Tokens.CacheWrite5m > 0)
            usd += usage.Tokens.CacheWrite5m * rates.CacheWrite5m;
        if (usage.Tokens.CacheWrite1h > 0)
            usd += usage.Tokens.CacheWrite1h * rates.CacheWrite1h;
        if (usage.CacheWrite30m > 0)
            usd += usage.CacheWrite30m * rates.CacheWrite30m;
        if (usage.CacheWrite12h > 0)
            usd += usage.CacheWrite12h * rates.CacheWrite12h;
        if (usage.InputAudio > 0)
            usd += usage.InputAudio * rates.InputAudio;
        if (usage.CacheReadAudio > 0)
            usd += usage.CacheReadAudio * rates.CacheReadAudio;
        if (usage.Tokens.Output > 0)
        {
            usd += usage.Tokens.Output * rates.Output;
            long reasoning = Math.Min(usage.Tokens.Reasoning, usage.Tokens.Output);
            if (reasoning > 0 && rates.Reasoning != rates.Output)
                usd += reasoning * (rates.Reasoning - rates.Output);
        }

        return usd;
    }

    /// <summary>Applies tier, speed and region; false if the row has no price for one of them.</summary>
    private static bool Apply(
        PriceRow row,
        ResolvedModel model,
        PriceTerms terms,
        long ticks,
        PricePeriod period,
        ref PriceBand? band,
        ref PriceRates rates,
        ref decimal factor
    )
    {
        bool fast = model.Fast || terms.Has(PriceTerm.Fast);
        for (PriceTerm term = PriceTerm.Batch; term <= PriceTerm.Ultrafast; term++)
        {
            if (!(term == PriceTerm.Fast ? fast : terms.Has(term)))
                continue;

            // Anthropic serves a model without a fast mode at its standard speed and price, such as one that took over in a fast response.
            if (term == PriceTerm.Fast && !model.Fast && row.Terms[(int)term] is null && row.Provider == Anthropic)
                continue;

            // OpenAI's fast mode is its priority tier under a new name: a request that names both is charged once.
            if (term == PriceTerm.Priority && fast && row.Terms[(int)PriceTerm.Priority] is not null)
                continue;
            if (ModifierAt(row.Terms[(int)term], ticks) is not { } modifier)
                return false;
            if (band is not null)
            {
                if (modifier.LongContext == LongContext.Standard)
                    continue;
                if (modifier.LongContext == LongContext.Flat)
                {
                    band = null;
                    rates = RatesAt(period, ticks);
                }
            }

            if (modifier.Rates is not null)
                rates = modifier.Rates;
            factor *= modifier.Factor;
        }

        if ((model.Region ?? terms.Region) is { } region)
        {
            foreach ((string name, decimal x) in row.Regions)
            {
                if (name == region)
                    factor *= x;
            }
        }

        return true;
    }

    private static ExactCost PriceRequests(ResolvedModel model, in BilledUsage usage, PriceTerms terms)
    {
        if (model.Row?.PremiumMultiplier is not { } multiplier)
            return ExactCost.Unpriced(model.Row is null ? PriceGap.UnknownModel : PriceGap.UnknownUnit);
        if (multiplier == 0m && terms.FreePlan)
            multiplier = 1m;
        return multiplier == 0m
            ? ExactCost.Free
            : new ExactCost(Math.Max(0m, usage.PremiumRequests) * multiplier * PremiumRequestUsd, CostStatus.Calculated);
    }

    private static PricePeriod? PeriodAt(PricePeriod[] periods, long ticks)
    {
        for (int i = periods.Length - 1; i >= 0; i--)
        {
            if (ticks >= periods[i].FromTicks && ticks < periods[i].ToTicks)
                return periods[i];
        }

        return null;
    }

    private static PriceModifier? ModifierAt(PriceModifier[]? modifiers, long ticks)
    {
        foreach (PriceModifier modifier in modifiers ?? [])
        {
            if (ticks >= modifier.FromTicks && ticks < modifier.ToTicks)
                return modifier;
        }

        return null;
    }

    private static PriceBand? BandOf(PriceBand[] bands, long prompt)
    {
        for (int i = bands.Length - 1; i >= 0; i--)
        {
            if (prompt >= bands[i].MinPromptTokens)
                return bands[i];
        }

        return null;
    }

    private static PriceRates RatesAt(PricePeriod period, long ticks)
    {
        if (period.Hours.Length == 0)
            return period.Rates;
        var utc = new DateTime(ticks, DateTimeKind.Utc);
        int minute = (int)(utc.TimeOfDay.Ticks / TimeSpan.TicksPerMinute),
            day = 1 << (int)utc.DayOfWeek;
        foreach (PriceHours hours in period.Hours)
        {
            if (minute >= hours.FromMinute && minute < hours.ToMinute && (hours.Days & day) != 0)
                return hours.Rates;
        }

        return period.Rates;
    }

    private static long PromptOf(in BilledUsage usage) =>
        Math.Max(0, usage.Tokens.Input)
        + Math.Max(0, usage.Tokens.CacheRead)
        + Math.Max(0, usage.Tokens.CacheWrite5m)
        + Math.Max(0, usage.Tokens.CacheWrite1h)
        + Math.Max(0, usage.CacheWrite30m)
        + Math.Max(0, usage.CacheWrite12h)
        + Math.Max(0, usage.InputAudio)
        + Math.Max(0, usage.CacheReadAudio);

    private static bool IsImplausible(in BilledUsage usage) =>
        usage.Tokens.Input > MostTokens
        || usage.Tokens.CacheRead > MostTokens
        || usage.Tokens.CacheWrite5m > MostTokens
        || usage.Tokens.CacheWrite1h > MostTokens
        || usage.Tokens.Output > MostTokens
        || usage.CacheWrite30m > MostTokens
        || usage.CacheWrite12h > MostTokens
        || usage.InputAudio > MostTokens
        || usage.CacheReadAudio > MostTokens
        || usage.WebSearches > MostTokens
        || usage.FileSearches > MostTokens;
}
