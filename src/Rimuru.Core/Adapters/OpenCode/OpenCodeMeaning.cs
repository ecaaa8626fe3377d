using Rimuru.Core.AdapterContract;

namespace Rimuru.Core.Adapters.OpenCode;

/// <summary>How to interpret the counts of a session, by its version.</summary>
/// <param name="Cache">Which cached tokens the input includes, if no total shows it.</param>
/// <param name="IsTotalDoubled">
/// True if the total adds the cached tokens to an input that already includes them; it then proves nothing.
/// </param>
/// <param name="IsReasoningInOutput">Whether the output includes the reasoning, if no total shows it.</param>
internal readonly record struct OpenCodeMeaning(CacheInInput Cache, bool IsTotalDoubled, bool IsReasoningInOutput)
{
    /// <summary>The first version that subtracts the cached tokens from the input for every provider.</summary>
    private static readonly Version TakesCacheOutSince = new(1, 0, 62);

    /// <summary>
    /// The two versions with a new SDK, whose input includes the cached tokens because they are not subtracted for these providers.
    /// </summary>
    private static readonly (Version First, Version Last) NewSdk = (new(1, 3, 4), new(1, 3, 5));

    public static OpenCodeMeaning Of(OpenCodeFamily family, OpenCodeSession session, string? provider, string? model)
    {
        bool isBedrock = Has(provider, "bedrock"),
            excludesCache = isBedrock || Has(provider, "anthropic");
        Version? version = System.Version.TryParse(session.Version?.Split('-')[0], out Version? read) ? read : null;

        // Bedrock's interface counts the cached tokens of OpenAI's models as input, and OpenCode adds them once more.
        bool isDoubled = isBedrock && (Has(model, "openai") || Has(model, "gpt"));
        bool isReasoningInside = false;
        CacheInInput cache = isDoubled ? CacheInInput.All : CacheInInput.None;
        if (family.CountsReasoningApartSince is { } since && provider is not null)
        {
            bool isOlder = version is null ? session.IsLegacy : version < since;
            isReasoningInside = isOlder && (Has(provider, "openai") || Has(provider, "azure"));
            if ((version is null ? session.IsLegacy : version < TakesCacheOutSince) && !excludesCache)
                cache = CacheInInput.All;
            if (version >= NewSdk.First && version <= NewSdk.Last && excludesCache)
                (cache, isDoubled) = (CacheInInput.All, true);
        }

        return new OpenCodeMeaning(cache, isDoubled, isReasoningInside);
    }

    private static bool Has(string? name, string part) => name?.Contains(part, StringComparison.OrdinalIgnoreCase) == true;
}
