using System.Text.Json;
using Rimuru.Core.Reports;
using Rimuru.Core.Tests.Generators;
using Rimuru.Core.Tests.Store;

namespace Rimuru.Core.Tests.Reports;

/// <summary>A home with generated sessions of two agents, and filters that select some of them.</summary>
internal static class TwoAgents
{
    /// <summary>The home, read; its store must be there.</summary>
    public static TestHome Read(TestStore store, int seed)
    {
        TestStores.Require(store);
        TestHome home = new(store);
        ClaudeHomes.Create(seed).WriteTo(home);
        CodexHomes.Create(seed).WriteTo(home);
        home.Sync();
        return home;
    }

    public static ReportFilter[] Filters(RimuruEngine engine)
    {
        List<Session> sessions = [.. engine.Reports.Sessions(new ReportFilter(), onlyActive: false, CancellationToken.None)];
        DateTimeOffset[] times = [.. sessions.Select(session => session.LastActivity).OfType<DateTimeOffset>().Order()];
        times.Length.ShouldBeGreaterThan(2);
        DateTimeOffset middle = times[times.Length / 2];
        return
        [
            new(),
            new() { Since = middle },
            new() { Until = middle },
            new() { Since = times[0], Until = middle },
            new() { Since = times[0].AddMinutes(-7), Until = middle },
            new() { Agent = ["Claude*"] },
            new() { Agent = ["Claude*"], Until = middle },
            new() { Agent = ["Codex"], Machine = ["*"] },
            new() { User = ["nobody"] },
            new() { Project = [sessions.Select(session => session.Project).First(project => project is not null)!] },
            new() { Model = ["*gpt*"] },
            new() { Model = ["*gpt*"], Since = times[0] },
            new() { SessionId = [sessions[0].SessionId] },
        ];
    }

    public static List<string> Texts<T>(IEnumerable<T> records) => [.. records.Select(record => JsonSerializer.Serialize(record))];

    /// <summary>All records of pages, three at a time.</summary>
    public static List<T> All<T>(Paged<T> pages)
    {
        List<T> shown = [];
        for (int at = 0; at < pages.Count; at += 3)
            shown.AddRange(pages.Part(at, 3));
        shown.Count.ShouldBe(pages.Count);
        return shown;
    }
}
