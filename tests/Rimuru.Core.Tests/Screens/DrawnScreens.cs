using System.Text;
using Rimuru.Core.Screens;
using Rimuru.Core.Tests.Generators;

namespace Rimuru.Core.Tests.Screens;

/// <summary>Models of screens whose names would tear one that trusts them.</summary>
internal static class DrawnScreens
{
    public static readonly DateTimeOffset Now = new(2026, 11, 29, 14, 3, 5, TimeSpan.Zero);

    /// <summary>Pieces of names: what moves a cursor, and what is no, one or two cells wide.</summary>
    private static readonly string[] Pieces =
    [
        "fix",
        " the ",
        "login",
        "\u001b[2J",
        "\u001b]0;title\a",
        "\r\n",
        "\t",
        "\b\b\b",
        "\u009b31m",
        "日本語",
        "한글",
        "ｆｕｌｌ",
        "🎉",
        "👩‍👩‍👧‍👦",
        "🏳️‍🌈",
        "✅",
        "⚡",
        "☁️",
        "1️⃣",
        "e\u0301",
        "z\u0300\u0301\u0302\u0303\u0304\u0305\u0306",
        "\u202e",
        "\u200b",
        "\u00ad",
        "\ufeff",
        "\ud83d",
        "\udc00",
        "\U000e0041",
        "א ב",
        "ภาษาไทย",
        "…",
    ];

    public static string Name(this Random random)
    {
        StringBuilder name = new();
        for (int count = random.Next(0, 14); count > 0; count--)
            name.Append(random.Of<string>(Pieces));
        return name.ToString();
    }

    public static ScreenModel Model(this Random random)
    {
        List<LiveSession> sessions = random.Many(40, _ => Live(random));
        return new ScreenModel
        {
            At = Now,
            Zone = TimeZoneInfo.Utc,
            Spans = [Span(random, "Today", 24), Span(random, "This week", 7), Span(random, "This month", 31)],
            Sessions = sessions,
            Models = random.Many(20, _ => Ranked(random)),
            Projects = random.Many(20, _ => Ranked(random)),
            Agents = random.Many(5, _ => Ranked(random)),
            Gauges = random.Many(6, _ => OneGauge(random)),
            Requests = random.Many(60, _ => Request(random)),
            Events = random.Many(40, _ => Happened(random)),
            Measured = random.Coin() ? Load(random) : null,
            Views = ["first-view", "second-view", "a-view-with-a-very-long-name-of-its-own"],
            OpenedView = random.Next(4) == 0 ? null : View(random),
            Opened = random.Coin() ? new OpenedSession("one", Live(random).Session, random.Many(300, _ => Request(random))) : null,
            Problem = random.Next(5) == 0 ? random.Name() : null,
        };
    }

    public static ScreenState State(this Random random) =>
        new()
        {
            Tab = random.Of(Enum.GetValues<ScreenTab>()),
            View = random.Of(null, "first-view", "second-view"),
            Range = random.Of(Enum.GetValues<ScreenRange>()),
            Row = random.Next(50),
            Sort = random.Coin() ? random.Next(14) : null,
            IsReversed = random.Coin(),
            Filter = random.Next(3) == 0 ? random.Of("fix", "o", "日", random.Name()) : "",
            IsFiltering = random.Next(5) == 0,
            IsHelp = random.Next(8) == 0,
            SessionId = random.Next(4) == 0 ? "one" : null,
        };

    private static ScreenEvent Happened(Random random) =>
        new(
            Now.AddMinutes(-random.Next(9000)),
            random.Of("session began", "hook failed"),
            random.Name(),
            random.Name(),
            null,
            random.Coin()
        );

    private static SystemMetrics Load(Random random) =>
        new()
        {
            Time = Now,
            Machine = random.Name(),
            CpuPercent = random.Next(100),
            Memory = random.NextInt64(1L << 40),
            MemoryTotal = random.NextInt64(1L << 40),
            Agents = random.Many(
                5,
                _ => new AgentMetrics
                {
                    Agent = random.Name(),
                    Processes = random.Next(20),
                    CpuPercent = random.Next(100),
                }
            ),
        };

    private static OpenedView View(Random random) =>
        random.Next(4) == 0
            ? new OpenedView("first-view", null, random.Name())
            : new OpenedView(
                "first-view",
                new PluginPicture
                {
                    Title = random.Name(),
                    Bars = random.Coin() ? "Count" : null,
                    Column = [new PluginColumn(random.Name(), PluginValueKind.Text), new PluginColumn("Count", PluginValueKind.Number)],
                    Row = random.Many<IReadOnlyList<object?>>(30, _ => [random.Name(), random.Coin() ? random.NextInt64(1L << 40) : null]),
                },
                null
            );

    private static List<T> Many<T>(this Random random, int most, Func<int, T> make) =>
        [.. Enumerable.Range(0, random.Next(most + 1)).Select(make)];

    private static SpanFigure Span(Random random, string name, int most) =>
        new(
            name,
            Money(random),
            random.NextInt64(1L << 40),
            random.Next(100_000),
            random.Next(2),
            random.Many(most, _ => random.Next(4) == 0 ? 0 : Money(random))
        );

    private static decimal Money(Random random) => random.Next(1_000_000) / random.Of(1m, 100m, 1_000_000m, 1_000_000_000m);

    private static LiveSession Live(Random random)
    {
        bool isActive = random.Coin();
        Session session = new()
        {
            SessionId = random.Id(),
            Agent = random.Of("ClaudeCode", "Codex"),
            Title = random.Coin() ? random.Name() : null,
            Project = random.Name(),
            Branch = random.Coin() ? random.Name() : null,
            Models = [random.Name(), random.Name()],
            StartedAt = Now.AddHours(-random.Next(900)),
            LastActivity = Now.AddSeconds(-random.Next(9000)),
            OutputTokens = random.NextInt64(1L << 36),
            CacheReadTokens = random.NextInt64(1L << 40),
            Requests = random.Next(100_000),
            UnpricedRequests = random.Next(2),
            Cost = random.Next(5) == 0 ? null : Money(random),
        };
        return new LiveSession(session, isActive, isActive ? random.Next(1_000_000) : null, isActive ? Money(random) : null);
    }

    private static RankedCost Ranked(Random random) =>
        new(
            random.Name(),
            new CostRecord
            {
                Cost = random.Next(5) == 0 ? null : Money(random),
                OutputTokens = random.Next(),
                CacheReadTokens = random.NextInt64(1L << 40),
                Requests = random.Next(100_000),
                UnpricedRequests = random.Next(2),
            },
            random.Next(101) / 100m
        );

    private static Gauge OneGauge(Random random) =>
        new(
            random.Name(),
            random.Coin() ? random.Next(250) : null,
            random.Coin() ? Money(random) : null,
            random.Coin() ? random.Next(1_000_000) : null,
            random.Of("USD", "Tokens", null),
            random.Coin() ? Now.AddHours(random.Next(200)) : null,
            random.Coin() ? Money(random) : null
        );

    private static UsageRecord Request(Random random) =>
        new()
        {
            Id = random.Id(),
            Timestamp = Now.AddSeconds(-random.Next(90_000)),
            Agent = "Codex",
            SessionId = "one",
            Model = random.Name(),
            Project = random.Name(),
            SubAgent = random.Coin() ? random.Name() : null,
            OutputTokens = random.Next(100_000),
            InputTokens = random.Next(100_000),
            Cost = random.Coin() ? Money(random) : null,
            CostStatus = random.Of(Enum.GetValues<CostStatus>()),
        };
}
