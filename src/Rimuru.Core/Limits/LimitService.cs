using System.Globalization;
using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Discovery;
using Rimuru.Core.Errors;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;
using Rimuru.Core.Reports;
using Rimuru.Core.Store;
using Rimuru.Core.Store.Contracts;
using Rimuru.Core.Store.Rules;

namespace Rimuru.Core.Limits;

/// <summary>
/// The limits of plans, from what agents write on disk and give to their status lines. No service is asked: that would need the user's
/// token. The ledger keeps what was said, so that a rate can be told.
/// </summary>
/// <param name="ledger">The ledger.</param>
/// <param name="catalog">The agents.</param>
/// <param name="places">The agents with their folders, which takes a look at the disk.</param>
/// <param name="environment">The machine.</param>
internal sealed class LimitService(
    LedgerConnection ledger,
    AgentCatalog catalog,
    Func<IReadOnlyList<AgentPlaces>> places,
    HostEnvironment environment
)
{
    /// <summary>What was said before is forgotten.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    /// <summary>The same said again is written down only so often.</summary>
    private static readonly TimeSpan Unchanged = TimeSpan.FromMinutes(1);

    /// <summary>A status line is drawn every second, so it looks only so far back; what was said before is then told anew.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromHours(1);

    /// <summary>How far a clock may be ahead. What was said later than that is not believed, or it would be the newest for ever.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromHours(1);

    /// <summary>No plan has more limits; names beyond that come from logs that are wrong.</summary>
    private const int MostLimits = 64;

    private readonly string place = StableHash
        .Of($"{ledger.Options.Machine}\n{ledger.Options.User}")
        .ToString("x16", CultureInfo.InvariantCulture);

    private long NowMs => environment.Time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>The limits of these agents, by all that is known now; all agents if none is named.</summary>
    public IReadOnlyList<UsageLimit> Find(IReadOnlyList<string> agents, CancellationToken stop)
    {
        List<StoredLimit> said = [];
        foreach (AgentPlaces agent in places().Where(agent => agent.Enabled))
        {
            stop.ThrowIfCancellationRequested();
            said.AddRange(agent.Adapter.Limits(agent.Roots).Select(reading => Here(agent.Adapter, reading)));
        }

        return LimitSummary.Of(Keep(said, Kept, stop), agents, environment.Time.GetUtcNow());
    }

    /// <summary>
    /// The limits in a file with an answer of an agent's service. E9002: there is no such file. E9001: no agent has such an answer.
    /// </summary>
    public IReadOnlyList<UsageLimit> Read(string path, IReadOnlyList<string> agents, CancellationToken stop)
    {
        if (!File.Exists(path))
            throw new RimuruException(
                ErrorCodes.PathNotFound,
                Directory.Exists(path) ? $"{path} is a folder. Give the path of the saved file." : $"The file {path} does not exist.",
                path
            );
        List<StoredLimit>? said = null;
        try
        {
            using JsonDocument document = JsonFields.ParseFile(path);
            said = ReadingsOf(document.RootElement, new DateTimeOffset(File.GetLastWriteTimeUtc(path)).ToUnixTimeMilliseconds());
        }
        catch (Exception e) when (Json.IsDefect(e))
        {
            throw new RimuruException(ErrorCodes.InvalidArgument, $"{path} is not a JSON object: {e.Message}", path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RimuruException(ErrorCodes.PathNotFound, $"{path} cannot be read: {e.Message}", path);
        }

        if (said is null)
            throw new RimuruException(ErrorCodes.InvalidArgument, $"{path} has no limits in a form that is known.", path);
        string[] named = [.. said.Select(limit => limit.Agent).Distinct().Where(agent => ReportFilter.Matches(agents, agent))];
        List<StoredLimit> known = Keep(said, Kept, stop);
        return named.Length == 0 ? [] : LimitSummary.Of(known, named, environment.Time.GetUtcNow());
    }

    /// <summary>Keeps what an agent has told its status line.</summary>
    public void Observe(ReadOnlySpan<byte> json, CancellationToken stop)
    {
        if (!ledger.Exists)
            return;
        List<StoredLimit>? said;
        try
        {
            using JsonDocument document = JsonFields.Parse(json);
            said = ReadingsOf(document.RootElement, NowMs);
        }
        catch (Exception e) when (Json.IsDefect(e))
        {
            return; // it has no limits either
        }

        if (said is { Count: > 0 })
            Keep(said, Recent, stop);
    }

    private List<StoredLimit>? ReadingsOf(JsonElement json, long atMs)
    {
        foreach (AgentAdapter adapter in catalog.Adapters)
        {
            if (adapter.LimitsOf(json, atMs) is { } readings)
                return [.. readings.Select(reading => Here(adapter, reading))];
        }

        return null;
    }

    private StoredLimit Here(AgentAdapter adapter, LimitReading reading) =>
        new(adapter.Name, place, reading.AtMs, LimitTable.AsKept(reading));

    /// <summary>
    /// Adds what was said to what is known of a time, and writes down what is new, if there is a ledger that may be written.
    /// </summary>
    private List<StoredLimit> Keep(List<StoredLimit> said, TimeSpan back, CancellationToken stop)
    {
        long now = NowMs,
            oldest = now - (long)Kept.TotalMilliseconds,
            latest = now + (long)Ahead.TotalMilliseconds;
        StoredLimit[] stored = ledger.Exists
            ? [.. ledger.Open(stop).Limits.Since(now - (long)back.TotalMilliseconds).Where(limit => limit.SeenMs <= latest)]
            : [];
        List<StoredLimit> known = [.. stored];
        StoredLimit[] believed = [.. said.Where(limit => limit.SeenMs <= latest).OrderBy(limit => limit.SeenMs)];

        // Those that are known come first, then those that were said last.
        HashSet<(string Agent, string Name)> names =
        [
            .. known
                .Concat(believed.OrderByDescending(limit => limit.SeenMs))
                .Select(limit => (limit.Agent, limit.Reading.Name))
                .Distinct()
                .GroupBy(limit => limit.Agent, StringComparer.Ordinal)
                .SelectMany(limits => limits.Take(MostLimits)),
        ];
        foreach (StoredLimit next in believed.Where(limit => names.Contains((limit.Agent, limit.Reading.Name))))
        {
            stop.ThrowIfCancellationRequested();
            int at = known.FindLastIndex(next.IsOfSame);
            if (at < 0 || (known[at].SeenMs < next.SeenMs && !known[at].Reading.SaysSame(next.Reading)))
                known.Add(next);
            else if (known[at].SeenMs < next.SeenMs)
                known[at] = known[at] with { SeenMs = next.SeenMs };
        }

        // What is stored has kept its place in the list.
        StoredLimit[] changed =
        [
            .. known.Where((limit, i) => limit.SeenMs >= oldest && !(i < stored.Length && IsAsGood(stored[i], limit))),
        ];
        if (changed.Length > 0 && ledger.Exists && !ledger.IsReadOnly(stop))
            ledger.Open(stop).Limits.Save(changed, oldest, stop);
        return known;
    }

    /// <summary>True if a row need not be written, as it is stored but for the time when the same was said last.</summary>
    private static bool IsAsGood(StoredLimit stored, StoredLimit limit) =>
        stored with { SeenMs = limit.SeenMs } == limit && limit.SeenMs - stored.SeenMs < Unchanged.TotalMilliseconds;
}
