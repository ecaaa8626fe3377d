using System.Globalization;
using Rimuru.Core.Tests.Generators;

namespace Rimuru.Core.Tests.Conformance;

/// <summary>
/// What every adapter must hold, on homes that a seed makes: the totals are the truth, and neither order, splits, copies, deletions,
/// crashes nor other
/// processes change them. A new adapter adds one class that says how its homes are made.
/// </summary>
public abstract class AdapterConformance
{
    private protected abstract GeneratedHome Create(int seed);

    [Theory]
    [Seeds]
    public void Totals_by_session_and_model_are_the_truth(int seed)
    {
        GeneratedHome generated = Create(seed);
        using TestHome home = new();
        generated.WriteTo(home);
        home.Sync(generated.Agent).MalformedLines.ShouldBe(0);
        home.Warnings.ShouldBeEmpty();
        Facts.ShouldBeTrue(home, generated);
        Dictionary<string, long?> turns = home.Sessions().ToDictionary(session => session.SessionId, session => session.Turns);
        foreach ((string session, long? expected) in generated.Turns)
            turns[session].ShouldBe(expected, $"{session} of {generated}");
        LedgerAudit.Check(home.Database, seed);
    }

    [Theory]
    [Seeds]
    public void Files_may_appear_one_by_one_in_any_order(int seed)
    {
        GeneratedHome generated = Create(seed);
        Random random = new(seed);
        string expected = Whole(generated);
        for (int round = 0; round < 2; round++)
        {
            using TestHome home = new();
            GeneratedFile[] files = [.. generated.Files];
            random.Shuffle(files);
            foreach (GeneratedFile file in files)
            {
                file.WriteTo(home).Sync();
                LedgerAudit.Check(home.Database, seed);
            }

            Facts.Of(home).ShouldBe(expected, generated.ToString());
            Facts.ShouldBeTrue(home, generated);
        }
    }

    [Theory]
    [Seeds]
    public void A_file_may_grow_by_any_amount_between_two_reads(int seed)
    {
        GeneratedHome generated = Create(seed);
        Random random = new(seed);
        string expected = Whole(generated);
        using TestHome home = new();
        Dictionary<GeneratedFile, int> ends = generated.Files.ToDictionary(file => file, _ => 0);
        for (int step = 0; step < 6; step++)
        {
            foreach (GeneratedFile file in generated.Files)
            {
                ends[file] = step == 5 ? file.Extent : Math.Max(ends[file], file.NextExtent(random, ends[file]));
                file.WriteTo(home, ends[file]);
            }

            home.Sync();
            home.Warnings.ShouldBeEmpty();
            LedgerAudit.Check(home.Database, seed);
        }

        Facts.Of(home).ShouldBe(expected, generated.ToString());
        using TestHome whole = new();
        generated.WriteTo(whole);
        whole.Sync();
        TurnsOf(home).ShouldBe(TurnsOf(whole), generated.ToString());
    }

    [Theory]
    [Seeds(Few = true)]
    public void Reading_twice_changes_nothing_whether_the_bytes_are_read_again_or_not(int seed)
    {
        GeneratedHome generated = Create(seed);
        using TestHome home = new();
        generated.WriteTo(home);
        home.Sync();
        string expected = Facts.Of(home),
            turns = TurnsOf(home);
        home.Sync(generated.Agent).FilesRead.ShouldBe(0);
        foreach (GeneratedFile file in generated.Files)
            File.SetLastWriteTimeUtc(home.In(file.Path), DateTime.UtcNow.AddHours(1));
        SyncResult again = home.Sync(generated.Agent);
        again.FilesRead.ShouldBeGreaterThan(0);
        (again.RecordsAdded, again.RecordsChanged).ShouldBe((0, 0));
        Facts.Of(home).ShouldBe(expected);
        TurnsOf(home).ShouldBe(turns);
        LedgerAudit.Check(home.Database, seed);
    }

    [Theory]
    [Seeds]
    public void The_same_file_in_two_places_counts_once(int seed)
    {
        GeneratedHome generated = Create(seed);
        Random random = new(seed);
        string expected = Whole(generated);
        using TestHome home = new();
        GeneratedFile[] files = [.. generated.Files];
        random.Shuffle(files);
        foreach (GeneratedFile file in files)
        {
            if (random.Next(2) == 0)
                file.WriteTwinTo(home);
            if (random.Next(2) == 0)
                home.Sync();
            file.WriteTo(home);
        }

        home.Sync();
        Facts.Of(home).ShouldBe(expected, generated.ToString());
        using TestHome whole = new();
        generated.WriteTo(whole);
        whole.Sync();
        TurnsOf(home).ShouldBe(TurnsOf(whole), generated.ToString());
        LedgerAudit.Check(home.Database, seed);
    }

    [Theory]
    [Seeds]
    public void What_was_read_outlives_its_file(int seed)
    {
        GeneratedHome generated = Create(seed);
        Random random = new(seed);
        string expected = Whole(generated);
        using TestHome home = new();
        GeneratedFile[] files = [.. generated.Files];
        random.Shuffle(files);
        foreach (GeneratedFile file in files.OrderByDescending(file => file.IsFromBefore))
        {
            file.WriteTo(home).Sync();
            file.DeleteFrom(home);
        }

        home.Sync();
        Facts.Of(home).ShouldBe(expected, generated.ToString());
        LedgerAudit.Check(home.Database, seed);
    }

    [Theory]
    [Seeds]
    public void What_its_agent_cleaned_up_is_not_lost(int seed)
    {
        GeneratedHome generated = Create(seed);
        Random random = new(seed);
        using TestHome home = new();
        generated.WriteTo(home);
        home.Sync();
        string expected = Facts.Of(home);
        foreach (GeneratedFile file in generated.Files)
        {
            if (file.Rest(random) is { } rest)
                home.Replace(file.Path, rest);
        }

        home.Sync();
        Facts.Of(home).ShouldBe(expected, generated.ToString());
        LedgerAudit.Check(home.Database, seed);
    }

    [Theory]
    [Seeds]
    public void What_the_logs_tell_is_what_is_kept_and_what_is_suppressed(int seed)
    {
        GeneratedHome generated = Create(seed);
        Random random = new(seed);
        using TestHome home = new();
        GeneratedFile[] files = [.. generated.Files];
        random.Shuffle(files);
        foreach (GeneratedFile file in files)
        {
            file.WriteTo(home);
            if (random.Next(3) == 0)
                file.WriteTwinTo(home);
            if (random.Next(3) == 0)
                home.Sync();
        }

        home.Sync();
        DuplicateLaw.Check(home);
    }

    [Theory]
    [Seeds(Few = true)]
    public async Task Two_engines_at_once_give_what_one_gives(int seed)
    {
        GeneratedHome generated = Create(seed);
        string expected = Whole(generated);
        using TestHome home = new();
        using Barrier start = new(2);
        GeneratedFile[] files = [.. generated.Files];
        Task[] engines =
        [
            .. Enumerable
                .Range(0, 2)
                .Select(engine =>
                    Task.Factory.StartNew(
                        () =>
                        {
                            start.SignalAndWait();
                            for (int i = 0; i < files.Length; i++)
                            {
                                if (i % 2 == engine)
                                    files[i].WriteTo(home);
                                using RimuruEngine own = home.Open();
                                own.Ledger.Sync([], null, null, CancellationToken.None);
                            }
                        },
                        CancellationToken.None,
                        TaskCreationOptions.LongRunning,
                        TaskScheduler.Default
                    )
                ),
        ];
        await Task.WhenAll(engines);
        home.Sync();
        Facts.Of(home).ShouldBe(expected, generated.ToString());
        LedgerAudit.Check(home.Database, seed);
    }

    [Theory]
    [Seeds(Few = true)]
    public void What_a_session_is_does_not_depend_on_the_order_of_files(int seed)
    {
        GeneratedHome generated = Create(seed);
        Random random = new(seed);
        using TestHome whole = new(),
            home = new();
        generated.WriteTo(whole);
        GeneratedFile[] files = [.. generated.Files];
        random.Shuffle(files);
        foreach (GeneratedFile file in files)
            file.WriteTo(home).Sync();
        Describe(home).ShouldBe(Describe(whole), generated.ToString());
        TurnsOf(home).ShouldBe(TurnsOf(whole), generated.ToString());

        static string Describe(TestHome home) =>
            string.Join(
                '\n',
                home.Sessions()
                    .Select(s =>
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{s.SessionId} {s.ParentSessionId} {s.Project} {s.Branch} {s.Title} {s.Status} {s.SubAgent}: {s.Requests} {string.Join('+', s.Models.Order(StringComparer.Ordinal))}"
                        )
                    )
                    .Order(StringComparer.Ordinal)
            );
    }

    [Fact]
    public void Keys_are_those_that_ledgers_hold_already()
    {
        GeneratedHome generated = Create(1);
        GoldenKeys.In(generated).ShouldBe(GoldenKeys.Of(generated.Agent));
    }

    private static string TurnsOf(TestHome home) =>
        string.Join(
            '\n',
            home.Sessions().Where(s => s.Turns is not null).Select(s => $"{s.SessionId} {s.Turns}").Order(StringComparer.Ordinal)
        );

    private static string Whole(GeneratedHome generated)
    {
        using TestHome home = new();
        generated.WriteTo(home);
        home.Sync();
        return Facts.Of(home);
    }

    /// <summary>What may never depend on how the logs were read.</summary>
    private static class Facts
    {
        public static string Of(TestHome home) =>
            string.Join(
                '\n',
                home.Costs(
                        new()
                        {
                            By =
                            [
                                CostGrouping.Agent,
                                CostGrouping.Session,
                                CostGrouping.Model,
                                CostGrouping.SubAgent,
                                CostGrouping.Project,
                                CostGrouping.Day,
                            ],
                            Zone = TimeZoneInfo.Utc,
                        }
                    )
                    .Select(r =>
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{r.SessionId} {r.Model} {r.SubAgent} {r.Project} {r.Day}: {r.Requests} {Tokens(r)} {r.Cost}"
                        )
                    )
                    .Concat(Tools.Of(home))
                    .Order(StringComparer.Ordinal)
            );

        public static void ShouldBeTrue(TestHome home, GeneratedHome generated)
        {
            SortedDictionary<(string, string), Used> found = [];
            foreach (
                CostRecord record in home.Costs(
                    new() { By = [CostGrouping.Agent, CostGrouping.Session, CostGrouping.Model], Zone = TimeZoneInfo.Utc }
                )
            )
            {
                record.Agent.ShouldBe(generated.Agent);
                (string, string) key = (generated.FamilyOf(record.SessionId!), record.Model ?? "");
                found[key] = found.GetValueOrDefault(key) + new Used(record.Requests, Tokens(record));
            }

            Text(found).ShouldBe(Text(generated.Truth), generated.ToString());
            Tools.ShouldBeTrue(home, generated);
        }

        private static string Text(SortedDictionary<(string, string), Used> used) =>
            string.Join('\n', used.Select(pair => $"{pair.Key} {pair.Value}"));

        private static TokenUsage Tokens(CostRecord r) =>
            new(r.InputTokens, r.CacheReadTokens, r.CacheWrite5mTokens, r.CacheWrite1hTokens, r.OutputTokens, r.ReasoningTokens);
    }
}
