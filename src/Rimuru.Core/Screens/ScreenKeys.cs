namespace Rimuru.Core.Screens;

/// <summary>What keys do.</summary>
internal static class ScreenKeys
{
    private const int LongestFilter = 60;

    /// <summary>The keys and what they do, for the help.</summary>
    public static IReadOnlyList<(string Keys, string Does)> Help { get; } =
    [
        ("tab ← →  1-7", "another page"),
        ("↑ ↓ PgUp PgDn Home End", "another row"),
        ("enter", "look into the session of the row"),
        ("esc, backspace", "back"),
        ("d w m y a", "range: day, week, month, year, all"),
        ("s", "sort by the next column"),
        ("r", "the other way round"),
        ("/", "only rows with a text"),
        ("?", "this help"),
        ("q", "end"),
    ];

    /// <summary>The state after a key.</summary>
    /// <param name="state">The state before.</param>
    /// <param name="key">The key.</param>
    /// <param name="table">The rows on the screen.</param>
    /// <param name="page">So many of them fit.</param>
    public static ScreenState Press(ScreenState state, ScreenKey key, ScreenTable table, int page)
    {
        if (state.IsFiltering)
            return Type(state, key);
        if (state.IsHelp)
            return key is { Kind: KeyKind.Character, Character: 'q' } ? state with { IsEnded = true } : state with { IsHelp = false };
        int row = Math.Clamp(state.Row, 0, Math.Max(0, table.Count - 1));
        return key.Kind switch
        {
            KeyKind.Character => Press(state, key.Character, table),
            KeyKind.Up => To(row - 1),
            KeyKind.Down => To(row + 1),
            KeyKind.PageUp => To(row - page),
            KeyKind.PageDown => To(row + page),
            KeyKind.Home => To(0),
            KeyKind.End => To(table.Count - 1),
            KeyKind.Tab or KeyKind.Right => Turn(state, 1),
            KeyKind.BackTab or KeyKind.Left => Turn(state, -1),
            KeyKind.Enter => table.SessionOf(row) is { } session && state.SessionId is null
                ? state with
                {
                    SessionId = session,
                    Row = 0,
                    Sort = null,
                    IsReversed = false,
                    Filter = "",
                }
                : state,
            KeyKind.Escape or KeyKind.Backspace => Back(state),
            _ => state,
        };

        ScreenState To(int wanted) => state with { Row = Math.Clamp(wanted, 0, Math.Max(0, table.Count - 1)) };
    }

    private static ScreenState Press(ScreenState state, char key, ScreenTable table) =>
        key switch
        {
            'q' or 'Q' => state with { IsEnded = true },
            '?' or 'h' => state with { IsHelp = true },
            '/' => state with { IsFiltering = true },
            's' => state with { Sort = NextSort(state.Sort, table.Columns), Row = 0 },
            'r' => state with { IsReversed = !state.IsReversed, Row = 0 },
            'd' => Ranged(state, ScreenRange.Day),
            'w' => Ranged(state, ScreenRange.Week),
            'm' => Ranged(state, ScreenRange.Month),
            'y' => Ranged(state, ScreenRange.Year),
            'a' => Ranged(state, ScreenRange.All),
            >= '1' and <= '7' => On(state, (ScreenTab)(key - '1')),
            _ => state,
        };

    private static ScreenState Type(ScreenState state, ScreenKey key) =>
        key.Kind switch
        {
            KeyKind.Enter => state with { IsFiltering = false },
            KeyKind.Escape => state with { IsFiltering = false, Filter = "", Row = 0 },
            KeyKind.Backspace when state.Filter.Length > 0 => state with { Filter = state.Filter[..^1], Row = 0 },
            KeyKind.Backspace => state with { IsFiltering = false },
            KeyKind.Character when state.Filter.Length < LongestFilter => state with { Filter = state.Filter + key.Character, Row = 0 },
            _ => state,
        };

    private static ScreenState Ranged(ScreenState state, ScreenRange range) => state with { Range = range, Row = 0 };

    private static ScreenState Turn(ScreenState state, int by)
    {
        int count = (int)ScreenTab.Requests + 1;
        return On(state, (ScreenTab)(((int)state.Tab + by + count) % count));
    }

    private static ScreenState On(ScreenState state, ScreenTab tab) =>
        state with
        {
            Tab = tab,
            Row = 0,
            Sort = null,
            IsReversed = false,
            SessionId = null,
        };

    /// <summary>One step back: what was chosen last is let go first.</summary>
    private static ScreenState Back(ScreenState state)
    {
        if (state.Filter.Length > 0)
            return state with { Filter = "", Row = 0 };
        return state.SessionId is null ? state : On(state, state.Tab);
    }

    private static int? NextSort(int? sort, int columns) => sort is { } known && known + 1 >= columns ? null : (sort ?? -1) + 1;
}
