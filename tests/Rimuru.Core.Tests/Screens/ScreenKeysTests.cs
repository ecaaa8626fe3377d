using Rimuru.Core.Screens;
using Rimuru.Core.Tests.Generators;

namespace Rimuru.Core.Tests.Screens;

/// <summary>What keys do to what is shown.</summary>
public sealed class ScreenKeysTests
{
    private readonly ScreenModel model = new Random(5).Model();
    private ScreenState state = new();

    [Fact]
    public void Q_ends_it_and_not_while_a_filter_is_typed()
    {
        Press("/q");
        state.IsEnded.ShouldBeFalse();
        state.Filter.ShouldBe("q");
        Press(KeyKind.Enter);
        Press("q");
        state.IsEnded.ShouldBeTrue();
    }

    [Fact]
    public void Tabs_go_round_and_have_numbers()
    {
        Press(KeyKind.Tab);
        state.Tab.ShouldBe(ScreenTab.Sessions);
        Press(KeyKind.Left, KeyKind.BackTab);
        (state.Tab, state.View).ShouldBe((ScreenTab.View, model.Views[^1]));
        Press(KeyKind.Left);
        state.View.ShouldBe(model.Views[^2]);
        Press(KeyKind.Right, KeyKind.Right);
        state.Tab.ShouldBe(ScreenTab.Overview);
        Press("3");
        state.Tab.ShouldBe(ScreenTab.Models);
    }

    [Fact]
    public void Rows_end_where_the_table_ends()
    {
        Press("2");
        int last = ScreenTables.Of(model, state).Count - 1;
        last.ShouldBeGreaterThan(10);
        Press(KeyKind.Up);
        state.Row.ShouldBe(0);
        Press(KeyKind.End, KeyKind.Down);
        state.Row.ShouldBe(last);
        Press(KeyKind.PageUp);
        state.Row.ShouldBe(last - 10);
        Press(KeyKind.Home);
        state.Row.ShouldBe(0);
    }

    [Fact]
    public void Enter_looks_into_a_session_and_escape_leads_back()
    {
        Press("2");
        Press(KeyKind.Down, KeyKind.Enter);
        state.SessionId.ShouldBe(model.Sessions[1].Session.SessionId);
        Press(KeyKind.Escape);
        state.SessionId.ShouldBeNull();
        state.Tab.ShouldBe(ScreenTab.Sessions);
    }

    [Fact]
    public void The_order_goes_through_the_columns_and_back_to_the_first()
    {
        Press("3");
        int columns = ScreenTables.Of(model, state).Columns;
        for (int i = 0; i < columns; i++)
        {
            Press("s");
            state.Sort.ShouldBe(i);
        }

        Press("s");
        state.Sort.ShouldBeNull();
        Press("r");
        state.IsReversed.ShouldBeTrue();
    }

    [Theory]
    [InlineData("d", ScreenRange.Day)]
    [InlineData("w", ScreenRange.Week)]
    [InlineData("m", ScreenRange.Month)]
    [InlineData("y", ScreenRange.Year)]
    [InlineData("a", ScreenRange.All)]
    public void A_letter_chooses_the_range(string key, object range)
    {
        Press(key);
        state.Range.ShouldBe(range);
    }

    [Fact]
    public void A_filter_is_typed_corrected_and_let_go()
    {
        Press("/abc");
        Press(KeyKind.Backspace);
        state.Filter.ShouldBe("ab");
        Press(KeyKind.Enter, KeyKind.Escape);
        state.Filter.ShouldBe("");
        Press("/x");
        Press(KeyKind.Escape);
        state.Filter.ShouldBe("");
        state.IsFiltering.ShouldBeFalse();
    }

    [Fact]
    public void Any_key_ends_the_help()
    {
        Press("?");
        state.IsHelp.ShouldBeTrue();
        Press(KeyKind.Down);
        state.IsHelp.ShouldBeFalse();
    }

    [Fact]
    public void A_click_is_on_what_is_there()
    {
        ScreenFrame frame = Draw();
        Click(frame.Line(0).IndexOf("Sessions", StringComparison.Ordinal), 0);
        state.Tab.ShouldBe(ScreenTab.Sessions);
        frame = Draw();
        Click(40, 6);
        state.Row.ShouldBe(2, "the titles are in the fourth line");
        Click(40, 6);
        state.SessionId.ShouldBe(ScreenTables.Of(model, state with { SessionId = null, Row = 0 }).SessionOf(2));
        Press(KeyKind.Escape);
        frame = Draw();
        int cost = frame.Line(3).IndexOf("Cost", StringComparison.Ordinal);
        Click(cost, 3);
        (state.Sort, state.IsReversed).ShouldBe((1, false));
        Click(cost, 3);
        (state.Sort, state.IsReversed).ShouldBe((1, true));
        Press(KeyKind.WheelDown, KeyKind.WheelDown, KeyKind.WheelUp);
        state.Row.ShouldBe(3);
        Press("/c");
        Press(KeyKind.WheelDown);
        state.Row.ShouldBe(3, "the filter begins at its first row");
        Click(40, 5);
        Click(40, 5);
        (state.SessionId is null, state.IsFiltering).ShouldBe((false, false));
        Press(KeyKind.Escape);
        ScreenState before = state;
        Click(5, 1);
        Click(500, 500);
        state.ShouldBe(before, "a rule and no cell are nothing");

        ScreenFrame Draw() => ScreenRenderer.Render(model, state, 120, 40);
        void Click(int x, int y) => state = ScreenKeys.Click(state, Draw().TargetAt(x, y), ScreenTables.Of(model, state));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(120)]
    [InlineData(200)]
    public void Every_page_has_its_title_on_the_line_of_pages_and_can_be_clicked(int width)
    {
        foreach (ScreenPage page in ScreenPage.All(model))
        {
            ScreenState shown = state with { Tab = page.Tab, View = page.View };
            ScreenFrame frame = ScreenRenderer.Render(model, shown, width, 30);
            List<ScreenTarget?> targets = [.. Enumerable.Range(0, width).Select(x => frame.TargetAt(x, 0))];
            targets.ShouldContain(new ScreenTarget.Page(page), page.ToString());
            frame.Line(0).ShouldEndWith("14:03:05Z ");
        }
    }

    [Fact]
    public void Whatever_is_pressed_a_screen_can_be_drawn()
    {
        for (int seed = 0; seed < 100; seed++)
        {
            Random random = new(seed);
            ScreenModel drawn = random.Model();
            ScreenState pressed = new();
            for (int i = 0; i < 60; i++)
            {
                ScreenKey key = random.Coin()
                    ? new(KeyKind.Character, random.Of("?/srdwmya123456789hxZ é".ToCharArray()))
                    : new(random.Of(Enum.GetValues<KeyKind>()), 'x');
                pressed = ScreenKeys.Press(pressed, key, ScreenTables.Of(drawn, pressed), 10, ScreenPage.All(drawn));
                ScreenFrame frame = ScreenRenderer.Render(drawn, pressed, 80, 24);
                frame.Height.ShouldBe(24);
                ScreenTarget? target = frame.TargetAt(random.Next(80), random.Next(24));
                pressed = ScreenKeys.Click(pressed, target, ScreenTables.Of(drawn, pressed));
            }
        }
    }

    private void Press(string characters)
    {
        foreach (char character in characters)
            state = ScreenKeys.Press(state, new(KeyKind.Character, character), ScreenTables.Of(model, state), 10, ScreenPage.All(model));
    }

    private void Press(params KeyKind[] keys)
    {
        foreach (KeyKind key in keys)
            state = ScreenKeys.Press(state, new(key), ScreenTables.Of(model, state), 10, ScreenPage.All(model));
    }
}
