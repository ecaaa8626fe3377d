namespace Rimuru.Core.Screens;

/// <summary>What keys do.</summary>
internal static class ScreenKeys
{
    private const int LongestFilter = 60;

    private const int WheelRows = 3;

    /// <summary>The keys and what they do, for the help.</summary>
    public static IReadOnlyList<(string Keys, string Does)> Help { get; } =
    [
        ("tab ← →  1-9", "another page"),
        ("↑ ↓ PgUp PgDn Home End", "another row"),
        ("enter", "look into the session of the row"),
        ("esc, backspace", "back"),
        ("d w m y a", "range: day, week, month, year, all"),
        ("s", "sort by the next column"),
        ("r", "the other way round"),
        ("/", "only rows with a text"),
        ("mouse", "a page, a row, a column to sort by"),
        ("?", "this help"),
        ("q", "end"),
    ];

    /// <summary>The state after a key.</summary>
    /// <param name="state">The state before.</param>
    /// <param name="key">The key.</param>
    /// <param name="table">The rows on the screen.</param>
    /// <param name="page">So many of them fit.</param>
    /// <param name="pages">All pages.</param>
    public static ScreenState Press(ScreenState state, ScreenKey key, ScreenTable table, int page, IReadOnlyList<ScreenPage> pages)
    {
        if (state.IsFiltering && key.Kind is not (KeyKind.WheelUp or KeyKind.WheelDown))
            return Type(state, key);
        if (state.IsHelp)
            return key is { Kind: KeyKind.Character, Character: 'q' } ? state with { IsEnded = true } : state with { IsHelp = false };
        int row = Math.Clamp(state.Row, 0, Math.Max(0, table.Count - 1));
        return key.Kind switch
        {
            KeyKind.Character => Press(state, key.Character, table, pages),
            KeyKind.Up => To(row - 1),
            KeyKind.Down => To(row + 1),
            KeyKind.WheelUp => To(row - WheelRows),
            KeyKind.WheelDown => To(row + WheelRows),
            KeyKind.PageUp => To(row - page),
            KeyKind.PageDown => To(row + page),
            KeyKind.Home => To(0),
            KeyKind.End => To(table.Count - 1),
            KeyKind.Tab or KeyKind.Right => Turn(state, 1, pages),
            KeyKind.BackTab or KeyKind.Left => Turn(state, -1, pages),
            KeyKind.Enter => Open(state, row, table),
            KeyKind.Escape or KeyKind.Backspace => Back(state),
            _ => state,
        };

        ScreenState To(int wanted) => state with { Row = Math.Clamp(wanted, 0, Math.Max(0, table.Count - 1)) };
    }

    /// <summary>The state after a click.</summary>
    /// <param name="state">The state before.</param>
    /// <param name="target">What was clicked; null for nothing.</param>
    /// <param name="table">The rows on the screen.</param>
    public static ScreenState Click(ScreenState state, ScreenTarget? target, ScreenTable table) =>
        target switch
        {
            _ when state.IsHelp => state with { IsHelp = false },
            ScreenTarget.Page page => On(state, page.Of) with { IsFiltering = false },
            ScreenTarget.Row row when row.Of == state.Row => Open(state, row.Of, table),
            ScreenTarget.Row row => state with { Row = row.Of },
            ScreenTarget.Column column when column.Of == state.Sort => state with { IsReversed = !state.IsReversed, Row = 0 },
            ScreenTarget.Column column => state with { Sort = column.Of, IsReversed = false, Row = 0 },
            _ => state,
        };

    private static ScreenState Open(ScreenState state, int row, ScreenTable table) =>
        table.SessionOf(row) is { } session && state.SessionId is null
            ? state with
            {
                SessionId = session,
                Row = 0,
                Sort = null,
                IsReversed = false,
                Filter = "",
                IsFiltering = false,
            }
            : state;

    private static ScreenState Press(ScreenState state, char key, ScreenTable table, IReadOnlyList<ScreenPage> pages) =>
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
            >= '1' and <= '9' when key - '1' < pages.Count => On(state, pages[key - '1']),
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

    private static ScreenState Turn(ScreenState state, int by, IReadOnlyList<ScreenPage> pages)
    {
        int at = pages.TakeWhile(page => page != ScreenPage.Of(state)).Count();
        return On(state, pages[(at + by + pages.Count) % pages.Count]);
    }

    private static ScreenState On(ScreenState state, ScreenPage page) =>
        state with
        {
            Tab = page.Tab,
            View = page.View,
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
        return state.SessionId is null ? state : On(state, ScreenPage.Of(state));
    }

    private static int? NextSort(int? sort, int columns) => sort is { } known && known + 1 >= columns ? null : (sort ?? -1) + 1;
}
