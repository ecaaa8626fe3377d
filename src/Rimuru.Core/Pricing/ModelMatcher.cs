namespace Rimuru.Core.Pricing;

/// <summary>
/// Finds the price row for a model name from a log. It tries the name as it is, then removes one prefix or suffix after the other and tries
/// again, and last reads it as a product's own name. It never guesses: an unknown prefix, seller or version stays unpriced.
/// </summary>
internal sealed class ModelMatcher(PriceTable table)
{
    private const string Google = "google";

    internal ResolvedModel Resolve(string? provider, string model)
    {
        string name = ModelName.Clean(model);
        if (table.FindOverride(provider, name) is { } own)
            return new ResolvedModel(own, ModelMatch.Override);
        ResolvedModel found = Look(provider, name);
        if (found.Row is not { } row)
            return found;
        string seller = string.IsNullOrEmpty(provider) ? row.Provider : provider;
        return table.FindOverride(seller, row.Id) is { } set
            ? new ResolvedModel(set, found.Match) { Fast = found.Fast, Region = found.Region }
            : found;
    }

    private ResolvedModel Look(string? provider, string name)
    {
        if (ModelName.IsPlaceholder(name))
            return ResolvedModel.NotAModel;
        Seller seller = Seller.Of(provider);
        if (seller.IsLocal)
            return ModelName.IsCloudTag(name) ? ResolvedModel.Unknown : ResolvedModel.Local;
        if (seller == Seller.Stranger)
            return table.Knows(Seller.NameOf(provider!)) ? Search(name, Seller.Alone(Seller.NameOf(provider!))) : ResolvedModel.Unknown;
        ResolvedModel found = Search(name, seller);

        // A router's own list comes after the vendors' lists, which have a price history, but before a name that only products use.
        return
            found.Match is ModelMatch.None or ModelMatch.Product
            && seller.Resells
            && table.FindExact(Seller.NameOf(provider!), name, out _) is { } resold
            ? new ResolvedModel(resold, ModelMatch.Exact)
            : found;
    }

    private ResolvedModel Search(string name, Seller seller)
    {
        var peeled = ModelMatch.Exact;
        bool fast = false;
        string? region = null;
        string? whole = null; // with the words of effort and speed
        while (true)
        {
            (PriceRow? row, ModelMatch match) = Find(name, seller, peeled);
            bool isGiven = row is not null && IsGivenByAnother(row, seller);
            if (row is not null && !isGiven)
                return new ResolvedModel(row, match) { Fast = fast, Region = region };
            if (ModelName.IsFreeVariant(name) || (seller == Seller.OpenCode && ModelName.IsGiven(name)))
                return ResolvedModel.FreeVariant;
            if (isGiven)
                return ResolvedModel.Unknown;
            if (name.StartsWith("arn:", StringComparison.OrdinalIgnoreCase))
            {
                // An application inference profile has an id of the customer's own; only AWS knows its model.
                int last = name.LastIndexOf('/');
                if (last < 0 || name.Contains("application-inference-profile", StringComparison.OrdinalIgnoreCase))
                    return ResolvedModel.Unknown;
                name = name[(last + 1)..];
                seller = Seller.Bedrock;
                peeled = Looser(peeled, ModelMatch.Wrapper);
            }
            else if (ModelName.WithoutContext(name) is { } small)
            {
                name = small;
                peeled = Looser(peeled, ModelMatch.Wrapper);
            }
            else if (ModelName.TryBedrock(name, out string cloudRegion, out string bedrockModel))
            {
                // The id's form says Bedrock, whatever provider the log names. Regional endpoints cost more than the global one, and a bare
                // id is in-region.
                if (seller.Tables[0] != "bedrock")
                {
                    seller = Seller.Bedrock;
                    peeled = Looser(peeled, ModelMatch.Wrapper);
                    continue;
                }

                name = bedrockModel;
                region = cloudRegion == "global" ? null : "regional";
                peeled = Looser(peeled, ModelMatch.Regional);
            }
            else if (ModelName.TryVertex(name, out string vertexModel, out bool isDate))
            {
                name = vertexModel;
                peeled = Looser(peeled, isDate ? ModelMatch.DateSuffix : ModelMatch.Wrapper);
            }
            else if (name.IndexOf('/', StringComparison.Ordinal) is var slash and > 0)
            {
                if (seller.Through(Prefix(name, slash)) is not { } inner)
                    return ResolvedModel.Unknown;
                seller = inner;
                name = name[(slash + 1)..];
                peeled = Looser(peeled, ModelMatch.Wrapper);
            }
            else if (ModelName.WithoutVariant(name) is { } bare)
            {
                name = bare;
                peeled = Looser(peeled, ModelMatch.Wrapper);
            }
            else if (name.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 && seller.Through(Prefix(name, colon)) is { } named)
            {
                seller = named;
                name = name[(colon + 1)..];
                peeled = Looser(peeled, ModelMatch.Wrapper);
            }
            else if (!fast && ModelName.WithoutFast(name) is { } slow)
            {
                whole ??= name;
                name = slow;
                fast = true;
                peeled = Looser(peeled, ModelMatch.EffortSuffix);
            }
            else if (ModelName.WithoutEffort(name) is { } calm)
            {
                whole ??= name;
                name = calm;
                peeled = Looser(peeled, ModelMatch.EffortSuffix);
            }
            else
            {
                return seller == Seller.Any && ModelName.IsLocalTag(name) ? ResolvedModel.Local : OfProduct(whole ?? name, seller);
            }
        }
    }

    /// <summary>Reads a name that no list has as a product's own name of a vendor's model.</summary>
    private ResolvedModel OfProduct(string name, Seller seller)
    {
        bool fast = false;
        for (string? plain = ProductName.Plain(name); plain is not null; )
        {
            // A row of the speed itself has its own price.
            if (fast && FindFolded(plain + "-fast", seller) is { } speedy)
                return OfProduct(speedy, seller, fast: false);
            if (FindFolded(plain, seller) is { } row)
                return OfProduct(row, seller, fast);

            // Google sells some models only as previews, which products call by the name alone.
            if (Array.IndexOf(seller.Tables, Google) >= 0 && table.FindFolded(Google, plain + "-preview") is { } preview)
                return OfProduct(preview, seller, fast);
            plain = ProductName.Shorten(plain, out bool isSpeed);
            fast |= isSpeed;
        }

        return ResolvedModel.Unknown;
    }

    private static ResolvedModel OfProduct(PriceRow row, Seller seller, bool fast) =>
        IsGivenByAnother(row, seller) ? ResolvedModel.Unknown : new ResolvedModel(row, ModelMatch.Product) { Fast = fast };

    /// <summary>True for a row that costs nothing with its vendor only: a router need not give it away.</summary>
    private static bool IsGivenByAnother(PriceRow row, Seller seller) => row.Included && seller.Resells && Seller.IsVendor(row.Provider);

    private PriceRow? FindFolded(string name, Seller seller)
    {
        foreach (string provider in seller.Tables)
        {
            if (table.FindFolded(provider, name) is { } row)
                return row;
        }

        return null;
    }

    /// <summary>Tries a name in every table of the seller: as it is, without its date, and normalized.</summary>
    private (PriceRow? Row, ModelMatch Match) Find(string name, Seller seller, ModelMatch peeled)
    {
        // The common case is a single look-up. A seller's own rows, dated and normalized, come before the vendors' lists.
        foreach (string provider in Seller.IsVendor(seller.Tables[0]) ? seller.Tables : seller.Tables.AsSpan(0, 1))
        {
            if (table.FindExact(provider, name, out bool isId) is { } exact)
                return (exact, Looser(peeled, Own(seller, provider, isId ? ModelMatch.Exact : ModelMatch.Alias)));
        }

        string? undated = ModelName.WithoutDate(name);
        foreach (string provider in seller.Tables)
        {
            (PriceRow? row, ModelMatch match) = FindIn(provider, name, undated);
            if (row is not null)
                return (row, Looser(peeled, Own(seller, provider, match)));
        }

        return (null, ModelMatch.None);
    }

    /// <summary>A row outside the seller's own table is the vendor's list price, which the seller charges.</summary>
    private static ModelMatch Own(Seller seller, string provider, ModelMatch match) =>
        provider == seller.Tables[0] || seller == Seller.Any ? match : Looser(match, ModelMatch.Wrapper);

    private (PriceRow? Row, ModelMatch Match) FindIn(string provider, string name, string? undated)
    {
        if (table.FindExact(provider, name, out bool isId) is { } exact)
            return (exact, isId ? ModelMatch.Exact : ModelMatch.Alias);
        if (undated is not null && table.FindExact(provider, undated, out _) is { } dated)
            return (dated, ModelMatch.DateSuffix);
        return table.FindFolded(provider, ModelName.Fold(undated ?? name)) is { } folded
            ? (folded, ModelMatch.Normalised)
            : (null, ModelMatch.None);
    }

    private static string Prefix(string name, int length) => name[..length].ToLowerInvariant();

    private static ModelMatch Looser(ModelMatch a, ModelMatch b) => a > b ? a : b;
}
