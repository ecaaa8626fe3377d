using System.Collections.Concurrent;
using Rimuru.Core.Pool;

namespace Rimuru.Core.Tests.Pool;

/// <summary>The pool of engines, taken from and put back to by real threads.</summary>
public sealed class EnginePoolTests
{
    private const int Threads = 8;
    private const string Line =
        """{"type":"assistant","sessionId":"s-1","cwd":"/src/app","requestId":"r-1","timestamp":"2026-10-01T10:00:00Z","message":{"id":"m-1","model":"claude-sonnet-4-5","usage":{"input_tokens":10,"output_tokens":5}}}""";

    [Fact]
    public void No_two_threads_have_one_engine_and_each_has_that_of_its_ledger()
    {
        using TestHome one = Home(),
            other = Home();
        TestHome[] homes = [one, other];
        using EnginePool pool = new();
        ConcurrentDictionary<RimuruEngine, int> held = new();
        ConcurrentBag<string> wrong = [];
        HashSet<RimuruEngine> all = [];
        Run(thread =>
        {
            for (int turn = 0; turn < 60; turn++)
            {
                TestHome home = homes[(thread + turn) % 2];
                using EngineLease lease = pool.Take(home.Folder, "sqlite:" + home.Ledger);
                if (!held.TryAdd(lease.Engine, thread))
                    wrong.Add("an engine is held twice");
                lock (all)
                    all.Add(lease.Engine);
                if (lease.Engine.Ledger.File != home.Ledger)
                    wrong.Add("an engine of another ledger");
                if (!lease.Engine.Reports.NamesOf(CostGrouping.Model).SequenceEqual(["claude-sonnet-4-5"]))
                    wrong.Add("a wrong answer");
                held.TryRemove(lease.Engine, out _);
            }
        });
        wrong.ShouldBeEmpty();
        all.Count.ShouldBeInRange(2, Threads * 60 / 2); // they are used again
    }

    [Fact]
    public void A_pool_that_is_closed_while_threads_use_it_leaves_no_ledger_open()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "which files are open is read from /proc");
        using TestHome home = Home();
        EnginePool pool = new();
        using Barrier started = new(Threads + 1);
        Thread closer = new(() =>
        {
            started.SignalAndWait();
            Thread.Sleep(20);
            pool.Dispose();
        });
        closer.Start();
        Run(_ =>
        {
            started.SignalAndWait();
            for (int turn = 0; turn < 60; turn++)
            {
                using EngineLease lease = pool.Take(home.Folder, "sqlite:" + home.Ledger);
                lease.Engine.Reports.HasSessions.ShouldBeTrue();
            }
        });
        closer.Join();
        Directory.EnumerateFiles("/proc/self/fd").Select(file => new FileInfo(file).LinkTarget).ShouldNotContain(home.Ledger);
    }

    [Fact]
    public void A_ledger_that_was_replaced_is_opened_anew()
    {
        using TestHome home = Home();
        using EnginePool pool = new();
        RimuruEngine first = Used(pool, home);
        Used(pool, home).ShouldBeSameAs(first);
        File.Delete(home.Ledger);
        Used(pool, home).ShouldNotBeSameAs(first);
    }

    [Fact]
    public void A_lease_that_is_over_gives_nothing()
    {
        using TestHome home = Home();
        using EnginePool pool = new();
        EngineLease lease = pool.Take(home.Folder, "sqlite:" + home.Ledger);
        lease.Dispose();
        lease.Dispose();
        Should.Throw<ObjectDisposedException>(() => lease.Engine);
        using EngineLease one = pool.Take(home.Folder, "sqlite:" + home.Ledger),
            two = pool.Take(home.Folder, "sqlite:" + home.Ledger);
        one.Engine.ShouldNotBeSameAs(two.Engine);
    }

    private static RimuruEngine Used(EnginePool pool, TestHome home)
    {
        using EngineLease lease = pool.Take(home.Folder, "sqlite:" + home.Ledger);
        lease.Engine.Ledger.Sync([], null, null, CancellationToken.None);
        return lease.Engine;
    }

    private static TestHome Home()
    {
        TestHome home = new TestHome(Store.TestStore.Sqlite).Write(".claude/projects/-src-app/s-1.jsonl", Line);
        home.Sync();
        return home;
    }

    private static void Run(Action<int> work)
    {
        ConcurrentBag<Exception> errors = [];
        Thread[] threads =
        [
            .. Enumerable
                .Range(0, Threads)
                .Select(thread => new Thread(() =>
                {
                    try
                    {
                        work(thread);
                    }
                    catch (Exception e)
                    {
                        errors.Add(e);
                    }
                })),
        ];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        errors.ShouldBeEmpty();
    }
}
