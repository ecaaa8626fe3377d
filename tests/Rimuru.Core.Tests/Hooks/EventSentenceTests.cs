using Rimuru.Core.Display;
using Rimuru.Core.Hooks;

namespace Rimuru.Core.Tests.Hooks;

/// <summary>What people read of an event.</summary>
public sealed class EventSentenceTests
{
    [Fact]
    public void A_sentence_says_what_happened()
    {
        Of(SampleEvents.Ended).ShouldBe("ClaudeCode ended a session in rimuru: 1.2 M tokens, 3.40 USD");
        Of(SampleEvents.Ended with { Cost = null, Project = null, TotalTokens = 999 })
            .ShouldBe("ClaudeCode ended a session: 999 tokens, no known price");
        Of(SampleEvents.Ended with { Status = SessionStatus.Failed, UnpricedTokens = 1500 })
            .ShouldBe("ClaudeCode failed in a session in rimuru: 1.2 M tokens, 3.40 USD and 1.5 k tokens without a price");
        Of(SampleEvents.Exceeded).ShouldBe("The budget team is exceeded: 101.50 USD of 100.00 USD this month, 101.5 %");
        Of(
                new CostThresholdEvent
                {
                    Name = "daily",
                    Spent = 1_640_000,
                    Limit = 2_000_000,
                    Unit = BudgetUnit.Tokens,
                    Percent = 82,
                    Threshold = 80,
                    Window = BudgetWindow.Day,
                    Agent = "Codex",
                }
            )
            .ShouldBe("daily for Codex reached 80 %: 1.6 M tokens of 2 M tokens today, 82 %");
        Of(
                new SessionStartEvent
                {
                    Agent = "Codex",
                    SessionId = "x",
                    Resumed = true,
                }
            )
            .ShouldBe("Codex went on with a session");
        Of(
                new ErrorEvent
                {
                    Hook = "chat",
                    Code = "E15003",
                    Message = "[E15003] gone",
                }
            )
            .ShouldBe("The hook chat is disabled, it failed too often: [E15003] gone");
        Of(
                new CustomEvent
                {
                    Name = "deploy",
                    Data = new Dictionary<string, string> { ["to"] = "prod" },
                }
            )
            .ShouldBe("deploy: to prod");
    }

    [Fact]
    public void Every_kind_has_a_sentence_of_its_own_without_power_over_a_terminal()
    {
        foreach (int seed in Enumerable.Range(1, 20))
        {
            string[] sentences = [.. SampleEvents.Of(seed).Select(Of)];
            sentences.ShouldBeUnique();
            sentences.ShouldAllBe(sentence => sentence.Length > 0 && PlainText.IsPlain(sentence));
        }

        SampleEvents.Of(1).Select(told => told.Kind).Distinct().Count().ShouldBe(Enum.GetValues<EventKind>().Length);
    }

    [Fact]
    public void The_fields_of_a_kind_are_those_of_its_data()
    {
        EventFields.NamesOf(EventKind.SessionEnd).ShouldBeUnique();
        EventFields
            .NamesOf(EventKind.SessionEnd)
            .ShouldBeSubsetOf([
                "text",
                "kind",
                "id",
                "time",
                "subject",
                "agent",
                "sessionId",
                "parentSessionId",
                "project",
                "branch",
                "machine",
                "user",
                "title",
                "folder",
                "started",
                "status",
                "models",
                "requests",
                "totalTokens",
                "cost",
                "unpricedTokens",
            ]);
        EventFields fields = new(SampleEvents.Ended);
        (fields["AGENT"], fields["cost"], fields["models"], fields["nothing"], fields["time"]).ShouldBe(
            ("ClaudeCode", "3.4", "claude-x", "", "2026-11-28T15:00:00Z")
        );
    }

    private static string Of(RimuruEvent told) => EventSentence.Of(told);
}
