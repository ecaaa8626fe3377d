using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Time.Testing;
using Rimuru.Core.Config;
using Rimuru.Core.Ingest;
using Rimuru.Core.Records;
using Rimuru.Core.Reports;
using Rimuru.Core.Store;
using Rimuru.Core.Store.Contracts;
using Rimuru.Core.Store.Rules;

namespace Rimuru.Core.Tests.Store;

/// <summary>
/// What every ledger must hold, whatever keeps it: copies in any order and any batches give the same row, rollups are exact throughout, and
/// what was not committed is not there.
/// </summary>
public abstract class LedgerContract : IDisposable
{
    private static readonly SessionRef[] Sessions = [.. Enumerable.Range(0, 3).Select(i => new SessionRef("ClaudeCode", $"s{i}"))];

    private readonly TestStore store;
    private readonly TestHome home;

    private protected LedgerContract(TestStore store)
    {
        this.store = store;
        home = new TestHome(store);
    }

    public void Dispose()
    {
        home.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Copies_in_any_order_and_batches_give_the_same_rows()
    {
        TestStores.Require(store);
        Gen<(int[] Copies, int Seed)> cases =
            from copies in Gen.Choose(0, 39).ArrayOf(25)
            from seed in Gen.Choose(0, int.MaxValue - 1)
            select (copies, seed);
        Prop.ForAll(
                Arb.From(cases),
                given =>
                {
                    Random random = new(given.Seed);
                    string first = Write(given.Copies, random);
                    int[] shuffled = [.. given.Copies, .. given.Copies.Take(5)];
                    random.Shuffle(shuffled);
                    Write(shuffled, random).ShouldBe(first);
                }
            )
            .Check(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(store == TestStore.Sqlite ? 40 : 12));
    }

    [Fact]
    public void A_row_that_does_not_count_can_still_be_bettered_and_come_back()
    {
        using ILedger ledger = Open();
        RecordKey key = Copy(0).Key;
        Apply(ledger, batch => batch.Rows.Add(Copy(0)));
        Apply(ledger, batch => batch.Replaced.Add(key));
        Rows(ledger).ShouldBeEmpty();
        Apply(ledger, batch => batch.Rows.Add(Copy(36)));
        Rows(ledger).ShouldBeEmpty();
        ledger.Read(CancellationToken.None).FindRetracted().ShouldBe([(key, Retraction.Replaced)]);
    }

    [Fact]
    public void Costs_that_add_up_to_more_than_a_ledger_holds_are_an_error()
    {
        using ILedger ledger = Open();
        NanoUsd most = new(long.MaxValue);
        Apply(ledger, batch => batch.Rows.Add(Copy(1) with { CostNano = most }));

        // Beside what is kept, and within one write.
        Failed(batch => batch.Rows.Add(Copy(1) with { Key = new RecordKey(8, 1), CostNano = new NanoUsd(1) }));
        Failed(
            batch => batch.Rows.Add(Copy(5) with { Key = new RecordKey(8, 2), CostNano = most }),
            batch => batch.Rows.Add(Copy(5) with { Key = new RecordKey(8, 3), CostNano = most })
        );
        Rows(ledger).Single().Sums.CostNano.ShouldBe(most);
        LedgerAudit.Check(home.Database);

        void Failed(params Action<FileBatch>[] fills) =>
            Should
                .Throw<RimuruException>(() =>
                {
                    using ILedgerWriter writer = ledger.Write("p", CancellationToken.None);
                    foreach (Action<FileBatch> fill in fills)
                    {
                        FileBatch batch = new() { Agent = "ClaudeCode" };
                        fill(batch);
                        writer.Apply(batch);
                    }

                    writer.Commit();
                })
                .Code.ShouldBe("E7005");
    }

    [Fact]
    public void What_was_not_committed_is_not_there()
    {
        using ILedger ledger = Open();
        for (int round = 0; round < 2; round++)
        {
            FileBatch batch = new() { Agent = "ClaudeCode" };
            batch.Rows.Add(Copy(round));
            using ILedgerWriter writer = ledger.Write("p", CancellationToken.None);
            writer.Apply(batch);
            if (round == 1)
                writer.Commit();
        }

        Rows(ledger).Count().ShouldBe(1);
        LedgerAudit.Check(home.Database);
    }

    [Fact]
    public void A_file_of_a_session_says_more_of_it_whatever_was_said_before()
    {
        using ILedger ledger = Open();
        Apply(
            ledger,
            batch =>
                batch.Sessions.Add(
                    new SessionRow(Sessions[0])
                    {
                        FirstMs = 200,
                        LastMs = 300,
                        WorkingDirectory = "/b",
                        Branch = "new",
                        Title = "t2",
                        Turns = 2,
                        End = SessionEnd.OpenTurn,
                    }
                )
        );
        Apply(
            ledger,
            batch =>
            {
                batch.Sessions.Add(
                    new SessionRow(Sessions[0])
                    {
                        FirstMs = 100,
                        LastMs = 150,
                        WorkingDirectory = "/a",
                        Branch = "old",
                        Title = "t1",
                        Turns = 1,
                        End = SessionEnd.Failed,
                        SubAgent = "reviewer",
                    }
                );
                batch.Sessions.Add(
                    new SessionRow(Sessions[0])
                    {
                        FirstMs = 120,
                        LastMs = 400,
                        AgentVersion = "2.1",
                        ParentSessionId = "p",
                        End = SessionEnd.Completed,
                    }
                );
            }
        );
        StoredSession session = ledger.Read(CancellationToken.None).Sessions(SessionScope.All).ShouldHaveSingleItem();
        (session.FirstMs, session.LastMs, session.WorkingDirectory, session.Branch, session.Title, session.Turns).ShouldBe(
            (100, 400, "/a", "new", "t2", 2)
        );
        (session.SubAgent, session.AgentVersion, session.ParentSessionId, session.End, session.Machine, session.User).ShouldBe(
            ("reviewer", "2.1", "p", SessionEnd.Completed, "m", "u")
        );
    }

    [Fact]
    public void A_cursor_comes_back_as_it_was_and_belongs_to_its_machine()
    {
        FileCursor cursor = new()
        {
            Path = "/home/" + new string('x', 5000) + "/ü.jsonl",
            Agent = "Codex",
            Size = long.MaxValue,
            Modified = -5,
            Offset = 77,
            HeadHash = long.MinValue,
            HeadLength = 9,
            TailHash = 3,
            ReaderVersion = 4,
            State = [1, 0, 255],
        };
        using (ILedger ledger = Open())
        {
            Apply(ledger, batch => batch.Cursor = cursor with { Size = 1, State = [] });
            Apply(ledger, batch => batch.Cursor = cursor);
        }

        using ILedger again = Open(),
            other = Open("another");
        KnownFiles files = again.Files();
        files.Count.ShouldBe(1);
        files.IsSame(files.Find(cursor.Path), "Codex", cursor.Size, cursor.Modified, cursor.ReaderVersion).ShouldBeTrue();
        FileCursor found = again.CursorOf(cursor.Path).ShouldNotBeNull();
        (found with { State = cursor.State }).ShouldBe(cursor);
        found.State.ShouldBe(cursor.State);
        again.CursorOf("elsewhere").ShouldBeNull();
        (other.Files().Count, other.CursorOf(cursor.Path)).ShouldBe((0, null));
    }

    [Fact]
    public void Any_text_of_a_log_can_be_kept()
    {
        using ILedger ledger = Open();
        string[] odd =
        [
            "nul \0 here",
            "half \uD83D",
            "\uDC00 half",
            "whole 😀",
            new string('n', 6000),
            "'; DROP TABLE usage; --",
            "\\x00",
            "\u202E",
        ];
        for (int i = 0; i < odd.Length; i++)
        {
            UsageRow row = Copy(i) with { Key = new RecordKey(9, (ulong)i), Branch = odd[i], Project = odd[i] + "!" };
            Apply(
                ledger,
                batch =>
                {
                    batch.Rows.Add(row);
                    batch.Sessions.Add(
                        new SessionRow(new SessionRef("ClaudeCode", odd[row.Key.Low])) { Title = odd[row.Key.Low], LastMs = 1 }
                    );
                }
            );
        }

        Rows(ledger).Count().ShouldBe(odd.Length);
        string?[] branches =
        [
            .. Rows(ledger)
                .Select(cell => ledger.Read(CancellationToken.None).DimensionOf(cell.Dimension).Branch)
                .Order(StringComparer.Ordinal),
        ];
        branches.Distinct().Count().ShouldBe(odd.Length);
        branches.ShouldContain("whole 😀");
        branches.ShouldContain(new string('n', 6000));
        ledger.Read(CancellationToken.None).Sessions(SessionScope.All).Count().ShouldBeGreaterThanOrEqualTo(odd.Length);
    }

    [Fact]
    public void The_same_home_read_by_two_machines_is_one_ledger_of_records()
    {
        TestStores.Require(store);
        using ILedger one = Open("one"),
            two = Open("two");
        foreach (ILedger ledger in (ILedger[])[one, two, one])
            Apply(ledger, batch => Enumerable.Range(0, 20).ToList().ForEach(i => batch.Rows.Add(Copy(i))));
        ILedgerQueries queries = one.Read(CancellationToken.None);
        queries.Usage(long.MinValue, long.MaxValue).Count().ShouldBe(4);
        Apply(two, batch => batch.Rows.Add(Copy(1) with { Key = new RecordKey(8, 8) }));
        queries
            .Usage(long.MinValue, long.MaxValue)
            .Select(row => queries.DimensionOf(row.Dimension).Machine)
            .ShouldBe(["one", "one", "one", "one", "two"], ignoreOrder: true);
    }

    [Fact]
    public void What_is_read_as_of_one_moment_does_not_change_under_the_reader()
    {
        using ILedger reader = Open(),
            writer = Open();
        Apply(writer, batch => batch.Rows.Add(Copy(0)));
        ILedgerQueries queries = reader.Read(CancellationToken.None);
        queries
            .InSnapshot(() =>
            {
                int before = Rows(reader).Count();
                Apply(writer, batch => batch.Rows.Add(Copy(1)));
                return Rows(reader).Count() - before;
            })
            .ShouldBe(0);
        Rows(reader).Count().ShouldBe(2);
    }

    [Fact]
    public void Few_session_ids_are_as_short_as_if_all_were_read()
    {
        TestStores.Require(store);
        using ILedger ledger = Open("desk");
        string[] ids =
        [
            .. (string[])
                ["session_%1", "SESSION_%2", "session-x3", "sessionA", "ÄÖÜ-9876-5", "äöü-9876-6", "zzzzzzz~1", "short", "@@@@@@@@1"],
            .. Enumerable.Range(100, 80).Select(i => $"01a1d3c4-{i}"),
        ];
        Apply(ledger, batch => batch.Sessions.AddRange(ids.Select(id => new SessionRow(new SessionRef("ClaudeCode", id)))));
        ILedgerQueries queries = ledger.Read(CancellationToken.None);
        HashSet<string> known = queries.SessionIds();
        known.Count.ShouldBeGreaterThan(80);
        ShortIds all = new(queries.SessionIds);
        foreach (string id in known)
        {
            ShortIds.In(queries).Of(id).ShouldBe(all.Of(id));
            if (id.Length > 8 && System.Text.Ascii.IsValid(id.AsSpan(0, 8)))
                queries.SessionIdsFrom(id[..8], 1000).ShouldContain(id);
        }

        known.ShouldContain(id => all.Of(id) != id);
        queries.SessionIdsFrom("01A1D3C4", 7).Count.ShouldBe(7);
    }

    [Fact]
    public void The_names_of_a_grouping_are_those_of_its_column()
    {
        TestStores.Require(store);
        using ILedger ledger = Open("desk");
        Apply(ledger, batch => batch.Rows.Add(Copy(0)));
        ILedgerQueries queries = ledger.Read(CancellationToken.None);
        Dimension used = queries.DimensionOf(Rows(ledger).Single().Dimension);
        (CostGrouping Grouping, string? Name)[] names =
        [
            (CostGrouping.Agent, used.Agent),
            (CostGrouping.Provider, used.Provider),
            (CostGrouping.Model, used.Model),
            (CostGrouping.Project, used.Project),
            (CostGrouping.Branch, used.Branch),
            (CostGrouping.SubAgent, used.SubAgent),
            (CostGrouping.Machine, used.Machine),
            (CostGrouping.User, used.User),
        ];
        foreach ((CostGrouping grouping, string? name) in names)
            queries.NamesOf(grouping).ShouldBe(name is null ? [] : [name], grouping.ToString());
        queries.NamesOf(CostGrouping.Machine).ShouldContain("DESK");
        names.Count(item => item.Name is not null).ShouldBeGreaterThan(3);
    }

    [Fact]
    public void Enumerations_can_be_nested_and_left()
    {
        using ILedger ledger = Open();
        Apply(ledger, batch => Enumerable.Range(0, 4).ToList().ForEach(i => batch.Rows.Add(Copy(i))));
        ILedgerQueries queries = ledger.Read(CancellationToken.None);
        int pairs = 0;
        foreach (LedgerCell _ in queries.Rows(long.MinValue, long.MaxValue))
            pairs += queries.Usage(long.MinValue, long.MaxValue).Take(2).Count();
        pairs.ShouldBe(8);
    }

    [Fact]
    public void A_question_about_some_sessions_is_answered_as_from_all()
    {
        using ILedger ledger = Open();
        Apply(
            ledger,
            batch =>
            {
                for (int i = 0; i < 4; i++)
                    batch.Rows.Add(Copy(i) with { Session = new SessionRef("ClaudeCode", $"Some-{i}") });
                for (int i = 0; i < 4; i++)
                    batch.Sessions.Add(
                        new SessionRow(new SessionRef("ClaudeCode", $"Some-{i}")) { FirstMs = 100 * i, LastMs = 100 * i + 50 }
                    );
                batch.Sessions.Add(new SessionRow(new SessionRef("ClaudeCode", "timeless")));
            }
        );
        ILedgerQueries queries = ledger.Read(CancellationToken.None);
        string[] Of(SessionScope scope)
        {
            StoredSession[] found = [.. queries.Sessions(scope)];
            string[] ids = Array.ConvertAll(found, session => session.SessionId);
            Dictionary<long, string> known = queries
                .Sessions(SessionScope.All)
                .ToDictionary(session => session.Id, session => session.SessionId);
            long[] keys = Array.ConvertAll(found, session => session.Id);
            queries.BySession(keys).Select(cell => known[cell.Session]).ShouldBe(ids.Where(id => id != "timeless"), ignoreOrder: true);
            return ids;
        }

        Of(SessionScope.All).Length.ShouldBe(5);
        Of(new SessionScope { FromMs = 150 }).ShouldBe(["Some-1", "Some-2", "Some-3"]);
        Of(new SessionScope { ToMs = 200 }).ShouldBe(["Some-0", "Some-1"]);
        Of(new SessionScope { FromMs = 151, ToMs = 300 }).ShouldBe(["Some-2"]);
        Of(new SessionScope { Ids = ["sOME-3", "some-1", "else"] }).ShouldBe(["Some-1", "Some-3"]);
        Of(new SessionScope { Ids = ["some-3", "some-1"], ToMs = 200 }).ShouldBe(["Some-1"]);
        string[] ids = ["SOME-2", "'); DROP TABLE usage; --\""];
        queries.Usage(long.MinValue, long.MaxValue, ids).ShouldHaveSingleItem().Record.SessionId.ShouldBe("Some-2");
        queries.Rows(long.MinValue, long.MaxValue, sessionIds: ids).Count().ShouldBe(1);
        queries.Rows(long.MinValue, long.MinValue + 1, sessionIds: ids).ShouldBeEmpty();
        queries.Usage(long.MinValue, long.MaxValue, []).ShouldBeEmpty();
    }

    [Fact]
    public void Work_is_taken_by_one_and_free_again_after_its_time()
    {
        using ILedger ledger = Open();
        ledger.Models.TryLease("w", "a", 0, 100).ShouldBeTrue();
        ledger.Models.TryLease("w", "b", 99, 200).ShouldBeFalse();
        ledger.Models.TryLease("w", "a", 99, 150).ShouldBeTrue();
        ledger.Models.TryLease("w", "b", 150, 200).ShouldBeTrue();
    }

    [Fact]
    public void A_write_says_what_it_changed_to_the_last_sum()
    {
        TestStores.Require(store);
        Random random = new(5);
        using ILedger ledger = Open();
        Dictionary<(long Session, int Dimension), Sums> told = [];
        for (int round = 0; round < 12; round++)
        {
            LedgerChanges changes = new();
            using (ILedgerWriter writer = ledger.Write("p", CancellationToken.None, changes))
            {
                writer.Apply(Mixed(random));
                if (round % 3 == 0)
                    writer.CommitAndContinue();
                writer.Apply(Mixed(random));
                writer.Resolve(
                    (_, family) =>
                        family.Sources.Select(lineage => new Verdict(Copy(lineage.Content[0]).Key, IsCopy: random.Next(2) == 0)
                        {
                            Model = random.Next(2) == 0 ? "named-later" : null,
                        }),
                    (ref UsageRow row) => row.CostNano = new NanoUsd(7)
                );
                writer.Infer(
                    (_, totals) => [.. totals.Where(_ => random.Next(2) == 0).Select(total => Inferred(total, random.Next(1, 9)))]
                );
                if (round % 3 != 0)
                    changes.Records.ShouldBeEmpty("before a commit");
                writer.Commit();
            }

            Add(told, changes);
            Shown(told)
                .ShouldBe(
                    Shown(
                        ledger
                            .Read(CancellationToken.None)
                            .BySession([.. ledger.Read(CancellationToken.None).Sessions(SessionScope.All).Select(session => session.Id)])
                            .ToDictionary(cell => (cell.Session, cell.Dimension), cell => cell.Sums)
                    )
                );
            changes
                .Records.SelectMany(record => new[] { record.Before.Session, record.After.Session })
                .Where(id => id != 0)
                .ShouldAllBe(id => changes.Sessions.Any(session => session.Id == id && session.SessionId.Length > 0));
        }

        LedgerChanges prices = new();
        using (IModelWriter writer = ledger.Models.Write(CancellationToken.None))
        {
            writer.Reprice(
                (ref UsageRow row) => (row.CostNano, row.CostStatus) = (new NanoUsd(row.Tokens.Total * 7), CostStatus.Calculated),
                "p2",
                prices
            );
            prices.Records.ShouldBeEmpty();
            writer.Commit();
        }

        prices.Records.ShouldAllBe(record => record.Kind == RecordChangeKind.Repriced);
        Add(told, prices);
        Shown(told)
            .ShouldBe(
                Shown(
                    ledger
                        .Read(CancellationToken.None)
                        .BySession([.. ledger.Read(CancellationToken.None).Sessions(SessionScope.All).Select(session => session.Id)])
                        .ToDictionary(cell => (cell.Session, cell.Dimension), cell => cell.Sums)
                )
            );
    }

    [Fact]
    public void A_write_says_what_became_of_records_and_sessions()
    {
        using ILedger ledger = Open();
        UsageRow row = Copy(1);
        Changes(batch => batch.Rows.Add(row)).ShouldBe("Added; s1 Updated");
        Changes(batch => batch.Rows.Add(row)).ShouldBe("");
        Changes(batch => batch.Rows.Add(row with { OwnerRank = new Rank(99, 0), Session = Sessions[2] }))
            .ShouldBe("Moved; s1 Updated, s2 Updated");
        Changes(batch => batch.Rows.Add(row with { Rank = new Rank(99, 0), Tokens = new TokenUsage(9, 0, 0, 0, 9, 0) }))
            .ShouldBe("Corrected; s2 Updated");
        Changes(batch => batch.Replaced.Add(row.Key)).ShouldBe("Retracted; s2 Updated");
        Changes(batch => batch.Replaced.Add(row.Key)).ShouldBe("");
        SessionRow session = new(Sessions[0])
        {
            FirstMs = 100,
            LastMs = 200,
            End = SessionEnd.OpenTurn,
        };
        Changes(batch => batch.Sessions.Add(session)).ShouldBe("; s0 Began");
        Changes(batch => batch.Sessions.Add(session)).ShouldBe("");
        Changes(batch =>
                batch.Sessions.Add(
                    new SessionRow(Sessions[0])
                    {
                        FirstMs = 100,
                        LastMs = 300,
                        Title = "t",
                    }
                )
            )
            .ShouldBe("; s0 Updated");

        LedgerChanges settled = new();
        StoredSession known = ledger.Read(CancellationToken.None).Sessions(SessionScope.All).Single(found => found.SessionId == "s0");
        ledger.Settle([new SessionFinding(known.Id, Sessions[0], 299, SessionStatus.Failed, 299)], settled, CancellationToken.None);
        settled.Sessions.ShouldBeEmpty("it has a later line than the sweep saw");
        ledger.Settle([new SessionFinding(known.Id, Sessions[0], 300, SessionStatus.Failed, 300)], settled, CancellationToken.None);
        settled.Sessions.ShouldHaveSingleItem().Kinds.ShouldBe(SessionChangeKinds.Ended);
        long writes = ledger.Writes;
        Changes(batch => batch.Sessions.Add(new SessionRow(Sessions[0]) { FirstMs = 100, LastMs = 400 })).ShouldBe("; s0 Began");
        ledger.Writes.ShouldBe(writes + 1);

        string Changes(Action<FileBatch> fill)
        {
            LedgerChanges changes = new();
            FileBatch batch = new() { Agent = "ClaudeCode" };
            fill(batch);
            using (ILedgerWriter writer = ledger.Write("p", CancellationToken.None, changes))
            {
                writer.Apply(batch);
                writer.Commit();
            }

            changes.Commits.ShouldBe(1);
            string text =
                $"{string.Join(", ", changes.Records.Select(record => record.Kind))}; {string.Join(", ", changes.Sessions.Select(change => $"{change.SessionId} {change.Kinds}").Order(StringComparer.Ordinal))}";
            return text == "; " ? "" : text;
        }
    }

    [Fact]
    public void What_was_undone_is_no_change()
    {
        using ILedger ledger = Open();
        LedgerChanges changes = new();
        FileBatch batch = new() { Agent = "ClaudeCode" };
        batch.Rows.Add(Copy(1));
        using (ILedgerWriter writer = ledger.Write("p", CancellationToken.None, changes))
            writer.Apply(batch);
        (changes.Records.Count, changes.Sessions.Count, changes.Commits).ShouldBe((0, 0, 0));
    }

    [Fact]
    public void A_sweep_ends_the_sessions_of_its_machine_and_never_anothers()
    {
        const long Minute = 60_000,
            Start = 1_760_000_000_000;
        using ILedger one = Open("one"),
            two = Open("two");
        Apply(
            one,
            batch =>
                batch.Sessions.Add(
                    new SessionRow(Sessions[0])
                    {
                        FirstMs = Start,
                        LastMs = Start,
                        End = SessionEnd.OpenTurn,
                    }
                )
        );
        Apply(
            two,
            batch =>
                batch.Sessions.Add(
                    new SessionRow(Sessions[1])
                    {
                        FirstMs = Start,
                        LastMs = Start,
                        End = SessionEnd.Completed,
                    }
                )
        );
        Sweep(one, "one", Start + Minute);
        Standing().ShouldBe(["s0 Active ", "s1 Active "]);
        Sweep(one, "one", Start + 11 * Minute);
        Standing().ShouldBe([$"s0 Failed {Start}", "s1 Active "]);
        Sweep(two, "two", Start + Minute);
        Standing().ShouldBe([$"s0 Failed {Start}", $"s1 Completed {Start}"]);

        Apply(two, batch => batch.Sessions.Add(new SessionRow(Sessions[0]) { FirstMs = Start, LastMs = Start + 20 * Minute }));
        Standing()[0].ShouldBe("s0 Active ");
        Sweep(two, "two", Start + 600 * Minute);
        Standing()[0].ShouldBe("s0 Active ", "it is the other machine's");
        Sweep(one, "one", Start + 600 * Minute);
        Standing()[0].ShouldBe($"s0 Failed {Start + 20 * Minute}");

        Sweep(two, "two", Start + 600 * Minute, ("ClaudeCode", "s0"), ("Codex", "s1"));
        Standing().ShouldBe([$"s0 Failed {Start + 20 * Minute}", $"s1 Completed {Start}"], "no process of its own has them open");
        Sweep(one, "one", Start + 600 * Minute, ("ClaudeCode", "s0"));
        Standing()[0].ShouldBe("s0 Active ");

        string[] Standing() =>
            [
                .. one.Read(CancellationToken.None)
                    .Sessions(SessionScope.All)
                    .Select(session => $"{session.SessionId} {session.Status} {session.EndedMs}"),
            ];

        static void Sweep(ILedger ledger, string machine, long nowMs, params (string Agent, string SessionId)[] live) =>
            new SessionSweep(
                ledger,
                machine,
                session => live.Contains((session.Agent, session.SessionId)) ? new ProcessEvidence(1, true) : null,
                () => live,
                new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(nowMs))
            ).Run(null, CancellationToken.None);
    }

    [Fact]
    public void What_files_say_of_a_session_gives_the_same_in_any_order()
    {
        TestStores.Require(store);
        Random random = new(3);
        for (int round = 0; round < (store == TestStore.Sqlite ? 40 : 6); round++)
        {
            SessionRow[] said =
            [
                .. Enumerable
                    .Range(0, 5)
                    .Select(file => new SessionRow(Sessions[0])
                    {
                        Source = file,
                        FirstMs = random.Next(4) == 0 ? null : random.Next(3),
                        LastMs = random.Next(4) == 0 ? null : random.Next(3, 6),
                        ParentSessionId = Word(),
                        SubAgent = Word(),
                        WorkingDirectory = Word(),
                        Branch = Word(),
                        Title = Word(),
                        AgentVersion = Word(),
                        Turns = random.Next(3) == 0 ? null : random.Next(5),
                        End = (SessionEnd)random.Next(5),
                    }),
            ];
            string first = Merged(said);
            for (int i = 0; i < 3; i++)
            {
                random.Shuffle(said);
                Merged([.. said, said[0]]).ShouldBe(first);
            }
        }

        string? Word() => random.Next(2) == 0 ? null : "abc"[random.Next(3)].ToString();

        string Merged(SessionRow[] said)
        {
            using TestHome own = new(store);
            using ILedger ledger = LedgerStore.Open(
                LedgerStore.Parse(own.Database, HostEnvironment.Current()),
                new LedgerOptions("m", "u", 5, TimeProvider.System),
                CancellationToken.None
            );
            foreach (SessionRow row in said)
            {
                FileBatch batch = new() { Agent = "ClaudeCode" };
                batch.Sessions.Add(row);
                using ILedgerWriter writer = ledger.Write("p", CancellationToken.None);
                writer.Apply(batch);
                writer.Commit();
            }

            return ledger.Read(CancellationToken.None).Sessions(SessionScope.All).Single().ToString();
        }
    }

    private static FileBatch Mixed(Random random)
    {
        FileBatch batch = new() { Agent = "ClaudeCode" };
        for (int i = 0; i < 6; i++)
            batch.Rows.Add(Copy(random.Next(40)));
        if (random.Next(3) == 0)
            batch.Replaced.Add(Copy(random.Next(4)).Key);
        byte number = (byte)random.Next(4);
        batch.Lineages.Add(
            new Lineage
            {
                Agent = "ClaudeCode",
                Thread = new RecordKey(3, number),
                Parent = new RecordKey(3, 9),
                Content = [.. Enumerable.Repeat(number, random.Next(1, 9))],
            }
        );
        batch.Totals.Add(
            new SessionTotal
            {
                Key = new RecordKey(4, number),
                Session = Sessions[number % 3],
                OriginMs = 1,
                Ordinal = random.Next(9),
                UnixMs = 1_760_000_000_000,
                ByModel = new Dictionary<string, ModelTotal> { ["m"] = default },
            }
        );
        return batch;
    }

    private static UsageRow Inferred(SessionTotal total, long tokens) =>
        new()
        {
            Key = new RecordKey(5, total.Key.Low),
            UnixMs = total.UnixMs,
            Tokens = new TokenUsage(tokens, 0, 0, 0, 0, 0),
            Requests = 1,
            Evidence = UsageEvidence.Inferred,
            Session = total.Session,
            CostNano = new NanoUsd(tokens),
        };

    private static void Add(Dictionary<(long Session, int Dimension), Sums> told, LedgerChanges changes)
    {
        foreach (RecordChange record in changes.Records)
        {
            Add(record.Before, -1);
            Add(record.After, 1);
        }

        void Add(LedgerCell cell, int sign)
        {
            if (cell.Session == 0)
                return;
            System
                .Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(told, (cell.Session, cell.Dimension), out _)
                .Add(cell.Sums, sign);
        }
    }

    private static string Shown(Dictionary<(long Session, int Dimension), Sums> sums) =>
        string.Join(
            '\n',
            sums.Where(cell => !cell.Value.IsEmpty)
                .OrderBy(cell => cell.Key)
                .Select(cell =>
                    $"{cell.Key} {cell.Value.Requests} {cell.Value.Tokens} {cell.Value.WebSearches} {cell.Value.CostNano} {cell.Value.PricedRows} {cell.Value.UnpricedRequests} {cell.Value.UnpricedTokens} {cell.Value.IncludedRequests} {cell.Value.CreditNano}"
                )
        );

    private protected ILedger Open(string machine = "m")
    {
        TestStores.Require(store);
        return LedgerStore.Open(
            LedgerStore.Parse(home.Database, HostEnvironment.Current()),
            new LedgerOptions(machine, "u", 5, TimeProvider.System),
            CancellationToken.None
        );
    }

    private static IEnumerable<LedgerCell> Rows(ILedger ledger) => ledger.Read(CancellationToken.None).Rows(long.MinValue, long.MaxValue);

    private void Apply(ILedger ledger, Action<FileBatch> fill)
    {
        FileBatch batch = new() { Agent = "ClaudeCode" };
        fill(batch);
        using (ILedgerWriter writer = ledger.Write("p", CancellationToken.None))
        {
            writer.Apply(batch);
            writer.Commit();
        }

        LedgerAudit.Check(home.Database);
    }

    /// <summary>The same number is the same copy; four keys, so that copies meet. Ranks never tie between different copies.</summary>
    private static UsageRow Copy(int number) =>
        new()
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
            CostNano = number % 4 == 0 ? null : new NanoUsd(number * 1000L),
            CostStatus = number % 4 == 0 ? CostStatus.Unpriced : CostStatus.Calculated,
            Credits = number % 3 == 1 ? default : new Credits((number + 1) * 500L, $"credits {number % 2}"),
        };

    private string Write(int[] copies, Random random)
    {
        using TestHome own = new(store);
        using ILedger ledger = LedgerStore.Open(
            LedgerStore.Parse(own.Database, HostEnvironment.Current()),
            new LedgerOptions("m", "u", 5, TimeProvider.System),
            CancellationToken.None
        );
        int at = 0;
        while (at < copies.Length)
        {
            int end = Math.Min(copies.Length, at + random.Next(1, 9));
            FileBatch batch = new() { Agent = "ClaudeCode" };
            for (; at < end; at++)
                batch.Rows.Add(Copy(copies[at]));
            using ILedgerWriter writer = ledger.Write("p", CancellationToken.None);
            writer.Apply(batch);
            if (random.Next(2) == 0)
                writer.CommitAndContinue();
            writer.Commit();
        }

        LedgerAudit.Check(own.Database);
        return string.Join(
            '\n',
            ledger
                .Read(CancellationToken.None)
                .Usage(0, long.MaxValue)
                .Select(row => row.Record)
                .OrderBy(r => r.Id, StringComparer.Ordinal)
                .Select(r =>
                    string.Join(
                        ' ',
                        r.Id,
                        r.Timestamp,
                        r.SessionId,
                        r.Model,
                        r.SubAgent,
                        r.Project,
                        r.InputTokens,
                        r.OutputTokens,
                        r.WebSearches,
                        r.Cost,
                        r.CostStatus
                    )
                )
        );
    }
}

public sealed class SqliteLedgerTests() : LedgerContract(TestStore.Sqlite);

public sealed class PostgresLedgerTests() : LedgerContract(TestStore.Postgres);
