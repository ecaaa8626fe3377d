using System.Text;
using Rimuru.Core.Screens;
using Rimuru.Core.Views;

namespace Rimuru.Core.Tests.Screens;

/// <summary>Screens of all sizes, with names that others wrote.</summary>
public sealed class ScreenRendererTests
{
    [Theory]
    [InlineData(60, 20)]
    [InlineData(80, 24)]
    [InlineData(120, 40)]
    [InlineData(200, 60)]
    public void Every_line_is_as_wide_as_the_screen_and_has_nothing_that_moves_the_cursor(int width, int height)
    {
        for (int seed = 0; seed < 150; seed++)
        {
            Random random = new(seed);
            ShouldBeWhole(ScreenRenderer.Render(random.Model(), random.State(), width, height), width, height, seed);
        }
    }

    [Fact]
    public void So_it_is_in_every_other_size()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            Random random = new(seed);
            int width = random.Next(1, 260),
                height = random.Next(1, 90);
            ShouldBeWhole(ScreenRenderer.Render(random.Model(), random.State(), width, height), width, height, seed);
        }
    }

    [Theory]
    [InlineData(59, 24)]
    [InlineData(80, 15)]
    [InlineData(1, 1)]
    public void A_terminal_that_is_too_small_is_told_so(int width, int height)
    {
        string line = ScreenRenderer.Render(new Random(1).Model(), new ScreenState(), width, height).Line(0);
        line.TrimEnd().ShouldBe(DisplayText.Cut($"60 x 16 cells are needed, and here are {width} x {height}.", width));
    }

    [Theory]
    [InlineData(60, 20)]
    [InlineData(80, 24)]
    [InlineData(120, 40)]
    [InlineData(200, 60)]
    public void The_overview_has_room_for_sums_sessions_models_windows_and_requests(int width, int height)
    {
        ScreenModel model = Plain();
        string text = TextOf(ScreenRenderer.Render(model, new ScreenState(), width, height));
        foreach (
            string shown in (string[])["Today", "This week", "This month", "Active sessions", "Model", "Windows and budgets", "Latest"]
        )
            text.ShouldContain(shown, Case.Sensitive, $"{width} x {height}");
        text.ShouldContain("1,234.50");
        text.ShouldContain("● Fix the login");
        text.ShouldContain("claude-sonnet-4-5");
    }

    [Fact]
    public void Numbers_end_where_their_titles_end()
    {
        ScreenFrame frame = ScreenRenderer.Render(Plain(), new ScreenState { Tab = ScreenTab.Sessions }, 120, 40);
        string titles = frame.Line(3);
        int end = titles.IndexOf("Cost (USD)", StringComparison.Ordinal) + "Cost (USD)".Length;
        frame.Line(4)[..end].ShouldEndWith(" 12.30");
        frame.Line(5)[..end].ShouldEndWith(" 0.4500");
    }

    [Fact]
    public void A_session_is_shown_with_its_requests_over_time_the_newest_first()
    {
        string[] lines = TextOf(ScreenRenderer.Render(Plain(), new ScreenState { SessionId = "s1" }, 100, 30)).Split('\n');
        lines[2].ShouldContain("Fix the login");
        lines[4].ShouldContain("12.30 USD");
        lines.ShouldContain(line => line.Contains("█ █", StringComparison.Ordinal));
        Array
            .FindIndex(lines, line => line.Contains("14:02:00Z", StringComparison.Ordinal))
            .ShouldBeLessThan(Array.FindIndex(lines, line => line.Contains("14:01:00Z", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_filter_and_an_order_choose_the_rows()
    {
        ScreenState sessions = new() { Tab = ScreenTab.Sessions };
        ScreenTable all = ScreenTables.Of(Plain(), sessions);
        all.Count.ShouldBe(2);
        ScreenTables.Of(Plain(), sessions with { Filter = "LOGIN" }).SessionOf(0).ShouldBe("s1");
        ScreenTables.Of(Plain(), sessions with { Filter = "nothing like it" }).Count.ShouldBe(0);
        ScreenTables.Of(Plain(), sessions with { Sort = 1 }).SessionOf(0).ShouldBe("s1");
        ScreenTables.Of(Plain(), sessions with { Sort = 1, IsReversed = true }).SessionOf(0).ShouldBe("s2");
        ScreenTables.Of(Plain(), sessions with { Sort = 0 }).SessionOf(0).ShouldBe("s1");
        ScreenTables.Of(Plain(), sessions with { Sort = 0, IsReversed = true }).SessionOf(0).ShouldBe("s2");
    }

    private static ScreenModel Plain()
    {
        Session one = new()
        {
            SessionId = "s1",
            Agent = "ClaudeCode",
            Title = "Fix the login",
            Project = "shop",
            Cost = 12.3m,
            OutputTokens = 1000,
            LastActivity = DrawnScreens.Now,
        };
        UsageRecord Request(int minute, int tokens) =>
            new()
            {
                Id = $"r{minute}",
                Timestamp = new DateTimeOffset(2026, 11, 29, 14, minute, 0, TimeSpan.Zero),
                Agent = "ClaudeCode",
                SessionId = "s1",
                Model = "claude-sonnet-4-5",
                OutputTokens = tokens,
                Cost = 0.1m,
            };
        UsageRecord[] requests = [Request(0, 100), Request(1, 1), Request(2, 100)];
        RankedCost[] models = [new("claude-sonnet-4-5", new CostRecord { Cost = 12.75m }, 1)];
        return new ScreenModel
        {
            At = DrawnScreens.Now,
            Zone = TimeZoneInfo.Utc,
            Spans = [new("Today", 12.75m, 1, 1, 0, [1]), new("This week", 99, 1, 1, 0, [1]), new("This month", 1234.5m, 1, 1, 0, [1])],
            Sessions =
            [
                new(one, true, 2000, 0.25m),
                new(one with { SessionId = "s2", Title = "Write the docs", Cost = 0.45m }, false, null, null),
            ],
            Models = models,
            Projects = models,
            Agents = models,
            Gauges = [new("month budget", 50, 50, 100, "USD", DrawnScreens.Now, 90)],
            Requests = requests,
            Opened = new OpenedSession("s1", one, requests),
        };
    }

    private static void ShouldBeWhole(ScreenFrame frame, int width, int height, int seed)
    {
        (frame.Width, frame.Height).ShouldBe((width, height));
        for (int y = 0; y < height; y++)
        {
            string line = frame.Line(y);
            DisplayText.Width(line).ShouldBe(width, $"seed {seed}, line {y}: {line}");
            line.ShouldBe(DisplayText.OneLine(line), $"seed {seed}, line {y}");
            line.EnumerateRunes().ShouldNotContain(rune => Rune.GetUnicodeCategory(rune) == System.Globalization.UnicodeCategory.Format);
        }
    }

    private static string TextOf(ScreenFrame frame) => string.Join('\n', Enumerable.Range(0, frame.Height).Select(frame.Line));
}
