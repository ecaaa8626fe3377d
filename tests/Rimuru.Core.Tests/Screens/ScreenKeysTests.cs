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
        state.Tab.ShouldBe(ScreenTab.Requests);
        Press(KeyKind.Right);
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
                    ? new(KeyKind.Character, random.Of("?/srdwmya1234567hxZ é".ToCharArray()))
                    : new(random.Of(Enum.GetValues<KeyKind>()), 'x');
                pressed = ScreenKeys.Press(pressed, key, ScreenTables.Of(drawn, pressed), 10);
                ScreenRenderer.Render(drawn, pressed, 80, 24).Height.ShouldBe(24);
            }
        }
    }

    private void Press(string characters)
    {
        foreach (char character in characters)
            state = ScreenKeys.Press(state, new(KeyKind.Character, character), ScreenTables.Of(model, state), 10);
    }

    private void Press(params KeyKind[] keys)
    {
        foreach (KeyKind key in keys)
            state = ScreenKeys.Press(state, new(key), ScreenTables.Of(model, state), 10);
    }
}
