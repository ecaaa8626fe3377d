using FsCheck;
using FsCheck.Fluent;
using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;
using Rimuru.Core.Store;
using Rimuru.Core.Store.Sqlite;

namespace Rimuru.Core.Tests.Store;

/// <summary>The rule of the ledger: copies of a response in any order and any batches give the same row, and rollups are exact throughout.</summary>
public sealed class UpsertTests : IDisposable
{
    private static readonly SessionRef[] Sessions = [.. Enumerable.Range(0, 3).Select(i => new SessionRef("ClaudeCode", $"s{i}"))];

    private readonly TestHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void Copies_in_any_order_and_batches_give_the_same_rows()
    {
        int run = 0;
        Gen<(int[] Copies, int Seed)> cases = from copies in Gen.Choose(0, 39).ArrayOf(25) from seed in Gen.Choose(0, int.MaxValue - 1) select (copies, seed);
        Prop.ForAll(Arb.From(cases), given =>
        {
            Random random = new(given.Seed);
            string first = Write($"{++run}-a.db", given.Copies, random);
            int[] shuffled = [.. given.Copies, .. given.Copies.Take(5)];
            random.Shuffle(shuffled);
            Write($"{run}-b.db", shuffled, random).ShouldBe(first);
        }).Check(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(40));
    }

    [Fact]
    public void A_row_that_does_not_count_can_still_be_bettered_and_come_back()
    {
        using SqliteLedger ledger = SqliteLedger.Open(home.Ledger, "m", "u", TimeProvider.System);
        RecordKey key = Copy(0).Key;
        void Apply(Action<FileBatch> fill)
        {
            FileBatch batch = new() { Agent = "ClaudeCode" };
            fill(batch);
            using (ILedgerWriter writer = ledger.Write("p", CancellationToken.None))
            {
                writer.Apply(batch);
                writer.Commit();
            }

            LedgerAudit.Check(home.Ledger);
        }

        Apply(batch => batch.Rows.Add(Copy(0)));
        Apply(batch => batch.Superseded.Add(key));
        ledger.Queries.Rows(0, long.MaxValue).ShouldBeEmpty();
        Apply(batch => batch.Rows.Add(Copy(36)));
        ledger.Queries.Rows(0, long.MaxValue).ShouldBeEmpty();
    }

    [Fact]
    public void What_was_not_committed_is_not_there()
    {
        using SqliteLedger ledger = SqliteLedger.Open(home.Ledger, "m", "u", TimeProvider.System);
        for (int round = 0; round < 2; round++)
        {
            FileBatch batch = new() { Agent = "ClaudeCode" };
            batch.Rows.Add(Copy(round));
            using ILedgerWriter writer = ledger.Write("p", CancellationToken.None);
            writer.Apply(batch);
            if (round == 1) writer.Commit();
        }

        ledger.Queries.Rows(0, long.MaxValue).Count().ShouldBe(1);
        LedgerAudit.Check(home.Ledger);
    }

    /// <summary>The same number is the same copy; four keys, so that copies meet. Ranks never tie between different copies.</summary>
    private static UsageRow Copy(int number) => new()
    {
        Key = new RecordKey(7, (ulong)(number % 4)),
        Rank = new Rank(number * 7 % 5, number),
        OwnerRank = new Rank(number * 3 % 4, -number),
        UnixMs = 1_760_000_000_000 + number * 400_000L,
        Tokens = new TokenUsage(number, number * 2, number % 3, number % 2, number + 1, number / 2),
        WebSearches = number % 2,
        Requests = 1,
        Model = number % 3 == 0 ? null : $"model-{number % 3}",
        Session = Sessions[number % 3],
        SubAgent = number % 5 == 0 ? "agent" : null,
        Project = $"project-{number % 2}",
        CostNano = number % 4 == 0 ? null : number * 1000L,
        CostStatus = number % 4 == 0 ? CostStatus.Unpriced : CostStatus.Calculated,
    };

    private string Write(string name, int[] copies, Random random)
    {
        string path = home.In(name);
        using (SqliteLedger ledger = SqliteLedger.Open(path, "m", "u", TimeProvider.System))
        {
            int at = 0;
            while (at < copies.Length)
            {
                int end = Math.Min(copies.Length, at + random.Next(1, 9));
                FileBatch batch = new() { Agent = "ClaudeCode" };
                for (; at < end; at++) batch.Rows.Add(Copy(copies[at]));
                using ILedgerWriter writer = ledger.Write("p", CancellationToken.None);
                writer.Apply(batch);
                if (random.Next(2) == 0) writer.CommitAndGoOn();
                writer.Commit();
            }
        }

        LedgerAudit.Check(path);
        using SqliteDatabase database = SqliteDatabase.Open(path);
        SqliteNames names = new(database);
        return string.Join('\n', new SqliteQueries(database, names).Usage(0, long.MaxValue).Select(row => row.Record with { Id = row.Record.Id }).OrderBy(r => r.Id, StringComparer.Ordinal).Select(r => string.Join(' ', r.Id, r.Timestamp, r.SessionId, r.Model, r.SubAgent, r.Project, r.InputTokens, r.OutputTokens, r.WebSearches, r.Cost, r.CostStatus)));
    }
}
