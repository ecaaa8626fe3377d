using Rimuru.Core.Tests.Generators;

namespace Rimuru.Core.Tests.Hooks;

/// <summary>An event of each kind, with names that others chose.</summary>
internal static class SampleEvents
{
    /// <summary>What breaks a form that is not escaped, or steers what shows it.</summary>
    private static readonly string[] Nasty =
    [
        "plain",
        "\"quoted\" and \\back\\",
        "<!channel> & <b>bold</b> </script>",
        "[click](https://evil.example) **bold** `code` @everyone",
        "line\nbreak\r\nand\ttab",
        "\u001b[31mred\u001b[0m \u0007",
        "=cmd|' /C calc'!A1",
        "@SUM(1)",
        "{agent}",
        "عربي \u202e reversed \u200f",
        "日本語 🎉 é",
        "lone \uD83D surrogate",
        "$(whoami) `id` '; --",
        "\0nul",
    ];

    public static SessionEndEvent Ended { get; } =
        new()
        {
            Id = "0123456789abcdef0123456789abcdef",
            Source = "urn:rimuru:ledger:test",
            Time = DateTimeOffset.Parse("2026-11-28T15:00:00Z", System.Globalization.CultureInfo.InvariantCulture),
            Agent = "ClaudeCode",
            SessionId = "s-1",
            Project = "rimuru",
            Models = ["claude-x"],
            Requests = 3,
            TotalTokens = 1_234_567,
            Cost = 3.4m,
        };

    public static BudgetExceededEvent Exceeded { get; } =
        new()
        {
            Id = "aa",
            Source = "urn:rimuru:ledger:test",
            Time = Ended.Time,
            Name = "team",
            Spent = 101.5m,
            Limit = 100,
            Percent = 101.5m,
            Threshold = 100,
            Window = BudgetWindow.Month,
            WindowStart = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.FromHours(1)),
        };

    /// <summary>An event of each kind, every name of which is nasty and of any length.</summary>
    public static IEnumerable<RimuruEvent> Of(int seed)
    {
        Random random = new(seed);
        string Name() => random.Next(8) == 0 ? string.Concat(Enumerable.Repeat(random.Of<string>(Nasty), 900)) : random.Of<string>(Nasty);
        RimuruEvent[] all =
        [
            new SessionStartEvent
            {
                Agent = "Codex",
                SessionId = Name(),
                Project = Name(),
                Title = Name(),
                Resumed = random.Coin(),
            },
            Ended with
            {
                Agent = Name(),
                Project = Name(),
                Branch = Name(),
                Models = [Name(), Name()],
                Cost = random.Coin() ? null : 0.000000001m,
                UnpricedTokens = random.Next(9),
                Status = random.Of(Enum.GetValues<SessionStatus>()),
            },
            new CostThresholdEvent
            {
                Name = Name(),
                Project = Name(),
                Unit = random.Of(Enum.GetValues<BudgetUnit>()),
                Window = random.Of(Enum.GetValues<BudgetWindow>()),
                Spent = 80,
                Limit = 100,
            },
            Exceeded with
            {
                Name = Name(),
                Model = Name(),
            },
            new MetricsExportEvent(),
            new CustomEvent
            {
                Name = Name(),
                Data = new Dictionary<string, string> { ["key"] = Name(), [Name()] = Name() },
            },
            new CostRecordedEvent
            {
                Agent = "Codex",
                SessionId = "s",
                Model = Name(),
                Project = Name(),
                TotalTokens = -5,
                Cost = -1.5m,
                IsCorrection = random.Coin(),
            },
            new AgentConnectedEvent { Agent = "Codex", Machine = Name() },
            new AgentDisconnectedEvent { Agent = "Codex", Machine = Name() },
            new ModelSyncCompletedEvent { Sources = [Name()], FailedSources = random.Coin() ? [] : [Name()] },
            new ConfigurationChangedEvent { Keys = [Name(), Name()] },
            new ErrorEvent
            {
                Hook = "hook",
                Code = "E15003",
                Message = Name(),
            },
            new RunawayDetectedEvent
            {
                Agent = "Codex",
                SessionId = Name(),
                Project = Name(),
                Model = Name(),
                Reason = random.Of(Enum.GetValues<RunawayReason>()),
                Cost = random.Coin() ? null : 18,
            },
        ];
        return all.Select((told, at) => told with { Id = $"{seed:x8}{at:x8}", Source = Ended.Source, Time = Ended.Time });
    }
}
