using Rimuru.Core.Config;
using Rimuru.Core.Errors;
using Rimuru.Core.Records;
using Rimuru.Core.Store;
using Rimuru.Core.Store.Administration;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core;

internal sealed partial class RimuruEngine
{
    /// <summary>Puts all of this ledger into another one, of either kind, which is made where it is not there; proves by the totals that it arrived. It can be done again: what arrived stays once.</summary>
    /// <param name="destination">The other ledger's URL.</param>
    /// <param name="progress">Called on this thread with the records so far.</param>
    /// <param name="stop">Ends the copy; what was committed stays.</param>
    public StoreCopyResult CopyTo(string destination, Action<long>? progress, CancellationToken stop)
    {
        long started = Time.GetTimestamp();
        DatabaseUrl url = DatabaseUrl.Parse(destination, environment);
        if (!HasLedger) throw new RimuruException(ErrorCodes.PathNotFound, $"There is no ledger at {LedgerName}.", LedgerName);
        if (url.Display == Url.Display) throw new RimuruException(ErrorCodes.InvalidArgument, $"{url.Display} is the ledger itself.", url.Display);
        using RimuruEngine other = Open(new EngineOptions { Environment = environment, Database = destination, DatabaseParameter = "-Destination" });
        ILedger target = other.OpenLedger(stop);
        bool wasEmpty = !target.Read(stop).HasSessions;
        LedgerCopy copy = new(OpenLedger(stop), target, stop);
        copy.Run(progress);
        long tokens = copy.Verify(wasEmpty);

        // Last, since it may price records anew: by what both ledgers know of prices together.
        other.ChangePrices(writer => CopyPrices(Ledger.Models, target.Models, writer), isPreview: false, stop);
        return new StoreCopyResult
        {
            Source = LedgerName,
            Destination = url.Display,
            Sessions = copy.Sessions,
            Records = copy.Records,
            RecordsAdded = copy.Counts.Added,
            RecordsChanged = copy.Counts.Changed,
            TotalTokens = tokens,
            Duration = Time.GetElapsedTime(started),
        };
    }

    /// <summary>Of each source of models the later answer holds, of prices all that were seen; a price of the user's own that the destination has stays.</summary>
    private void CopyPrices(IModelStore from, IModelStore to, IModelWriter writer)
    {
        Dictionary<string, SourceState> known = to.Sources().ToDictionary(state => state.Name, StringComparer.Ordinal);
        ILookup<string, ListedModel> listings = from.Listed().ToLookup(model => model.Source, StringComparer.Ordinal);
        foreach (SourceState state in from.Sources())
        {
            if (known.TryGetValue(state.Name, out SourceState? there) && (there.CheckedMs ?? 0) >= (state.CheckedMs ?? 0)) continue;
            if (listings[state.Name].FirstOrDefault() is { } any) writer.SaveListing(state.Name, listings[state.Name], any.SeenOn);
            writer.Save(state);
        }

        foreach (PriceObservation price in from.Observations()) writer.SavePrice(price);
        HashSet<(string, string, string)> own = [.. to.Overrides().Select(price => (price.Provider, price.Model, price.FromOn))];
        foreach (PriceOverride price in from.Overrides().Where(price => !own.Contains((price.Provider, price.Model, price.FromOn)))) writer.Save(price, Time.GetUtcNow().ToUnixTimeMilliseconds());
    }
}
