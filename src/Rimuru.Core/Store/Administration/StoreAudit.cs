using System.Globalization;
using Rimuru.Core.Store.Contracts;
using Rimuru.Core.Wording;

namespace Rimuru.Core.Store.Administration;

/// <summary>The checks that are the same for both kinds of database.</summary>
/// <param name="ask">Runs a query of <see cref="LedgerSql"/> and returns the numbers of its only row.</param>
/// <param name="user">The column of users.</param>
internal sealed class StoreAudit(Func<string, long?[]> ask, string user)
{
    public static string RestoreAdvice =>
        $"Restore a backup with {Terms.RestoreStore}, or create a new ledger: it is filled from the agents' logs that still exist.";

    /// <summary>Runs a check; if it throws, it counts as failed.</summary>
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

    /// <summary>Checks the version, and whether its scripts are the same as in this Rimuru.</summary>
    public static StoreCheck Version(int version, IReadOnlyList<MigrationScript> scripts, IReadOnlyDictionary<int, string> checksums)
    {
        const string Name = "Version";
        int latest = scripts[^1].Number;
        if (version > latest)
            return Failed(
                Name,
                $"The ledger has version {version}; this Rimuru supports versions up to {latest}.",
                "Update Rimuru on this machine."
            );
        foreach (MigrationScript script in scripts.Where(script => script.Number <= version))
        {
            if (!checksums.TryGetValue(script.Number, out string? checksum))
                return Failed(Name, $"The ledger has no record that {script.Name} was run.", RestoreAdvice);
            if (checksum != script.Checksum)
                return Failed(
                    Name,
                    $"The ledger was created with another {script.Name} than this Rimuru's.",
                    "Use the Rimuru that created it, or " + char.ToLowerInvariant(RestoreAdvice[0]) + RestoreAdvice[1..]
                );
        }

        return version < latest
            ? Warned(
                Name,
                $"The ledger has version {version}; this Rimuru's is {latest}.",
                $"The next command that reads logs migrates it; {Terms.InitializeStore} does so now."
            )
            : Passed(Name, $"Version {version}, created by the scripts of this Rimuru.");
    }

    /// <summary>Checks that no row lacks its session or dimension.</summary>
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

    /// <summary>Checks that every kept sum is the sum of its rows, and that each session's time contains its rows.</summary>
    public StoreCheck Sums()
    {
        const string Name = "Sums";
        long cells = 0,
            wrong = ask(LedgerSql.OutsideOfSpans)[0] ?? 0;
        foreach (RollupKind kind in Enum.GetValues<RollupKind>())
        {
            long?[] found = ask(LedgerSql.Differences(kind, user));
            wrong += found[0] ?? 0;
            cells += found[1] ?? 0;
        }

        return wrong == 0
            ? Passed(Name, string.Create(CultureInfo.InvariantCulture, $"All {cells} kept sums match the records."))
            : Failed(
                Name,
                string.Create(CultureInfo.InvariantCulture, $"{wrong} of {cells} kept sums do not match the records."),
                RestoreAdvice
            );
    }

    public static string Bytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:N1} MB");
}
