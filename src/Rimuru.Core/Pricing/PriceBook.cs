using System.Collections.Concurrent;
using Rimuru.Core.Errors;

namespace Rimuru.Core.Pricing;

/// <summary>Dated prices of models. Immutable and thread-safe; the match of a name is cached.</summary>
internal sealed class PriceBook
{
    private const int MostRemembered = 8192;
    private static readonly Lazy<PriceBook> BundledBook = new(OpenBundled);

    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, ResolvedModel>> resolved = new(StringComparer.Ordinal);
    private readonly PriceTable table;
    private readonly ModelMatcher matcher;
    private int remembered;

    private PriceBook(PriceTable table)
    {
        this.table = table;
        matcher = new ModelMatcher(table);
    }

    /// <summary>The table that is built into the assembly.</summary>
    internal static PriceBook Bundled => BundledBook.Value;

    /// <summary>Date and content hash of the table: <c>2026-11-22+1a2b3c4d</c>.</summary>
    internal string Version => table.Version;

    /// <summary>Every row, in the order of the table.</summary>
    internal IEnumerable<PriceRow> Rows => Enumerable.Range(0, table.Count).Select(table.Row);

    /// <summary>Opens a table in the schema of <c>prices.json</c>; <paramref name="source"/> names it in errors (E7001).</summary>
    internal static PriceBook Open(ReadOnlyMemory<byte> json, string source) => new(PriceTable.Open(json, source));

    /// <summary>The other names of a row of this book.</summary>
    internal IReadOnlyList<string> AliasesOf(PriceRow row) => table.AliasesOf(row);

    /// <summary>A row of this book as JSON text.</summary>
    internal ReadOnlyMemory<byte> LineOf(PriceRow row) => table.LineOf(row);

    /// <summary>Finds the row for a provider and a model name from a log.</summary>
    internal ResolvedModel Resolve(string? provider, string? model)
    {
        if (model is null)
            return ResolvedModel.Missing;
        string seller = provider ?? "";
        if (
            resolved.TryGetValue(seller, out ConcurrentDictionary<string, ResolvedModel>? models)
            && models.TryGetValue(model, out ResolvedModel? known)
        )
            return known;
        ResolvedModel found = matcher.Resolve(provider, model);
        // Names come from logs and are not trusted, so the cache is limited. Counted here, because the dictionary's own Count takes all its
        // locks and starts its event source.
        if (Volatile.Read(ref remembered) >= MostRemembered)
            return found;
        models ??= resolved.GetOrAdd(seller, static _ => new(StringComparer.Ordinal));
        if (models.TryAdd(model, found))
            Interlocked.Increment(ref remembered);
        return models.GetValueOrDefault(model, found);
    }

    /// <summary>The cost of one record, rounded once to 1e-9 USD.</summary>
    /// <param name="model">From <see cref="Resolve"/>.</param>
    /// <param name="at">When the request was made; selects period and hour.</param>
    /// <param name="tokens">The tokens of one request, never of a session: bands depend on the size of one prompt.</param>
    /// <param name="terms">Tier, speed and region.</param>
    /// <param name="webSearches">Searches that are billed one by one.</param>
    internal static CostQuote Price(ResolvedModel model, DateTimeOffset at, in TokenUsage tokens, PriceTerms terms, long webSearches = 0) =>
        CostFormula.Price(model, at, new BilledUsage { Tokens = tokens, WebSearches = webSearches }, terms).Round();

    /// <summary>The cost of one request without rounding.</summary>
    internal static ExactCost PriceExactly(ResolvedModel model, DateTimeOffset at, in BilledUsage usage, PriceTerms terms) =>
        CostFormula.Price(model, at, usage, terms);

    /// <summary>The parts of one record with the price of each; null if it has none by parts.</summary>
    internal static IReadOnlyList<PricedPart>? PartsOf(
        ResolvedModel model,
        DateTimeOffset at,
        in TokenUsage tokens,
        PriceTerms terms,
        long webSearches
    ) => CostFormula.Parts(model, at, new BilledUsage { Tokens = tokens, WebSearches = webSearches }, terms);

    private static PriceBook OpenBundled()
    {
        const string name = "prices.json";
        using Stream stream =
            typeof(PriceBook).Assembly.GetManifestResourceStream(name)
            ?? throw new RimuruException(ErrorCodes.PriceTableInvalid, "This assembly does not contain the price table.", name);
        byte[] json = new byte[stream.Length];
        stream.ReadExactly(json);
        return Open(json, name);
    }
}
