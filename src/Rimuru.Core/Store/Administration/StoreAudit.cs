using System.Globalization;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Administration;

/// <summary>The checks that are the same for every kind of database.</summary>
/// <param name="ask">Answers a question of <see cref="LedgerSql"/> with the numbers of its one row.</param>
/// <param name="user">The column of users.</param>
internal sealed class StoreAudit(Func<string, long?[]> ask, string user)
{
    public const string RestoreAdvice =
        "Restore a backup with Restore-RimuruStore, or begin a new ledger: it is filled from the agents' logs that still exist.";

    /// <summary>A check that is a failed one where it cannot be made.</summary>
    public static StoreCheck Guarded(string name, string advice, Func<StoreCheck> check)
    {
        try
        {
            return check();
        }
        catch (RimuruException e)
        {
            return new StoreCheck
            {
                Name = name,
                Status = CheckStatus.Failed,
                Detail = e.Message,
                Advice = advice,
            };
        }
    }

    public static StoreCheck Passed(string name, string detail) =>
        new()
        {
            Name = name,
            Status = CheckStatus.Passed,
            Detail = detail,
        };

    public static StoreCheck Warned(string name, string detail, string advice) =>
        new()
        {
            Name = name,
            Status = CheckStatus.Warning,
            Detail = detail,
            Advice = advice,
        };

    public static StoreCheck Failed(string name, string detail, string advice) =>
        new()
        {
            Name = name,
            Status = CheckStatus.Failed,
            Detail = detail,
            Advice = advice,
        };

    /// <summary>The version, and whether its scripts were run as they are in this Rimuru.</summary>
    public static StoreCheck Version(int version, IReadOnlyList<MigrationScript> scripts, IReadOnlyDictionary<int, string> checksums)
    {
        const string Name = "Version";
        int latest = scripts[^1].Number;
        if (version > latest)
            return Failed(
                Name,
                $"The ledger has version {version}; this Rimuru knows versions up to {latest}.",
                "Update Rimuru on this machine."
            );
        foreach (MigrationScript script in scripts.Where(script => script.Number <= version))
        {
            if (!checksums.TryGetValue(script.Number, out string? checksum))
                return Failed(Name, $"The ledger does not say that {script.Name} was run.", RestoreAdvice);
            if (checksum != script.Checksum)
                return Failed(
                    Name,
                    $"The ledger was made with another {script.Name} than this Rimuru's.",
                    "Use the Rimuru that made it, or " + char.ToLowerInvariant(RestoreAdvice[0]) + RestoreAdvice[1..]
                );
        }

        return version < latest
            ? Warned(
                Name,
                $"The ledger has version {version}; this Rimuru's is {latest}.",
                "The next command that reads logs brings it up to date; Initialize-RimuruStore does so now."
            )
            : Passed(Name, $"Version {version}, by the scripts of this Rimuru.");
    }

    /// <summary>No row without its session and dimension.</summary>
    public StoreCheck Whole(string detail)
    {
        const string Name = "Integrity";
        long?[] lost = ask(LedgerSql.Orphans);
        return lost.All(count => count is 0 or null)
            ? Passed(Name, detail)
            : Failed(
                Name,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{lost[0]} records and {lost[2]} sums have no session, {lost[1]} records no dimension, {lost[3]} dimensions no name."
                ),
                RestoreAdvice
            );
    }

    /// <summary>Every kept sum is the sum of its rows.</summary>
    public StoreCheck Sums()
    {
        const string Name = "Sums";
        long cells = 0,
            wrong = 0;
        foreach (RollupKind kind in Enum.GetValues<RollupKind>())
        {
            long?[] found = ask(LedgerSql.Differences(kind, user));
            wrong += found[0] ?? 0;
            cells += found[1] ?? 0;
        }

        return wrong == 0
            ? Passed(Name, string.Create(CultureInfo.InvariantCulture, $"All {cells} kept sums are those of the records."))
            : Failed(
                Name,
                string.Create(CultureInfo.InvariantCulture, $"{wrong} of {cells} kept sums are not those of the records."),
                RestoreAdvice
            );
    }

    public static string Bytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:N1} MB");
}
