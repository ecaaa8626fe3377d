using Rimuru.Core.Reports;

namespace Rimuru.Core.Tests.Reports;

/// <summary>What runs away, and what only looks like it.</summary>
public sealed class RunawayRuleTests
{
    private const long Minute = 60_000;
    private const long Day = 24 * 60 * Minute;
    private const long Cent = 10_000_000;

    private readonly RunawayRule rule = new();

    [Fact]
    public void A_session_is_compared_with_the_dearest_of_its_agents_past()
    {
        Past(dollars: 2);
        Spend(session: 99, dollars: 6);
        rule.Found.ShouldBeEmpty();
        Spend(session: 100, dollars: 7);
        RunawayStretch found = rule.Found.ShouldHaveSingleItem();
        (found.Reason, found.Session, found.Requests).ShouldBe((RunawayReason.BurnRate, 100, 7));
        (found.HighestNano, found.UsualNano).ShouldBe((700 * Cent, 200 * Cent));
    }

    [Fact]
    public void Little_money_is_no_news()
    {
        Past(dollars: 0.01m);
        Spend(session: 99, dollars: 1, steps: 101, step: 0.0099m);
        rule.Found.ShouldBeEmpty();
        Spend(session: 100, dollars: 1);
        rule.Found.ShouldHaveSingleItem();
    }

    [Fact]
    public void An_agent_without_a_past_and_one_with_a_single_session_are_not_judged()
    {
        for (int i = 0; i < 60; i++)
            rule.Note(Request(1, (i * 16 * Minute) + Minute, 10 * Cent));
        Spend(session: 100, dollars: 50);
        rule.Found.ShouldBeEmpty();
    }

    [Fact]
    public void What_a_session_spent_itself_is_not_its_measure()
    {
        Past(dollars: 1);
        for (int span = 0; span < 60; span++)
            rule.Add(Request(100, (20 * Day) + (span * 15 * Minute), 1000 * Cent));
        RunawayStretch found = rule.Found.ShouldHaveSingleItem();
        (found.Requests, found.UsualNano).ShouldBe((60, 100 * Cent));
    }

    [Fact]
    public void The_agents_of_others_are_no_measure()
    {
        Past(dollars: 1);
        rule.Add(Request(100, 20 * Day, 1000 * Cent) with { Agent = "Codex" });
        rule.Found.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(700)]
    [InlineData(-3)]
    public void Requests_of_one_size_in_a_row_are_a_loop(int growth)
    {
        Random random = new(growth);
        long at = 0,
            prompt = 50_000;
        for (int i = 1; i <= 30; i++)
        {
            at += random.Next(1_000, 110_000);
            prompt += growth + random.Next(-8, 9);
            rule.Add(Request(1, at, 0) with { Prompt = prompt, Output = 200 + random.Next(-8, 9) });
            rule.Found.Count.ShouldBe(i < RunawayRule.LoopRequests ? 0 : 1, $"{i}");
        }

        RunawayStretch loop = rule.Found.Single();
        (loop.Reason, loop.Requests, loop.LastMs).ShouldBe((RunawayReason.Loop, 30, at));
    }

    [Theory]
    [InlineData("outputs differ")]
    [InlineData("prompts grow unevenly")]
    [InlineData("slow")]
    [InlineData("sums")]
    [InlineData("two models in turn")]
    [InlineData("nothing")]
    public void Other_requests_are_none(string kind)
    {
        long at = 0,
            prompt = 50_000;
        for (int i = 0; i < 200; i++)
        {
            at += kind == "slow" ? 4 * Minute : 5_000;
            prompt += kind == "prompts grow unevenly" ? 500 * (1 + (i % 3)) : 500;
            rule.Add(
                Request(1, at, 0) with
                {
                    Prompt = kind == "nothing" ? 0 : prompt,
                    Output = kind switch
                    {
                        "outputs differ" => 200 + (50 * (i % 2)),
                        "nothing" => 0,
                        _ => 200,
                    },
                    Requests = kind == "sums" ? 3 : 1,
                    Dimension = kind == "two models in turn" && i / 19 % 2 == 0 ? 2 : 1,
                }
            );
            if (kind == "two models in turn" && i % 19 == 18)
                at += 3 * Minute;
        }

        rule.Found.ShouldBeEmpty();
    }

    [Fact]
    public void A_loop_that_starts_anew_is_another_one()
    {
        for (int round = 0; round < 2; round++)
        {
            for (int i = 0; i < 25; i++)
                rule.Add(Request(1, (round * Day) + (i * 5_000), 0) with { Prompt = 1000 + i, Output = 77 });
        }

        rule.Found.Select(loop => (loop.Requests, loop.FirstMs)).ShouldBe([(25, 0), (25, Day)]);
    }

    [Fact]
    public void A_prompt_that_is_longer_once_begins_a_new_run()
    {
        for (int i = 0; i < 15; i++)
            rule.Add(Request(1, i * 5_000, 0) with { Prompt = 1000, Output = 77 });
        for (int i = 15; i < 34; i++)
            rule.Add(Request(1, i * 5_000, 0) with { Prompt = 9000, Output = 77 });
        rule.Found.ShouldBeEmpty();
        rule.Add(Request(1, 34 * 5_000, 0) with { Prompt = 9000, Output = 77 });
        rule.Found.ShouldHaveSingleItem();
    }

    /// <summary>Sixty quarter hours of ten sessions at this price each.</summary>
    private void Past(decimal dollars)
    {
        for (int i = 0; i < 60; i++)
            rule.Note(Request(i / 6, (10 * Day) + (i * 15 * Minute) + Minute, (long)(dollars * 100 * Cent)));
    }

    private void Spend(long session, decimal dollars, int? steps = null, decimal step = 1)
    {
        int count = steps ?? (int)dollars;
        for (int i = 0; i < count; i++)
            rule.Add(Request(session, (20 * Day) + (i * 1000), (long)(step * 100 * Cent)) with { Output = 100 * (i % 7) });
    }

    private static RunawayRequest Request(long session, long at, long nano) => new("ClaudeCode", at, session, 1, 1, 1000, 100, nano, true);
}
