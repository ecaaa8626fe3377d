using System.Globalization;
using Rimuru.Core.Views;

namespace Rimuru.Core.Screens;

/// <summary>Draws what there is to show: model, choices and size in, a screen out, and nothing else.</summary>
internal static class ScreenRenderer
{
    public const int LeastWidth = 60,
        LeastHeight = 16;

    /// <summary>From here on the overview has two columns.</summary>
    private const int TwoColumns = 110;

    private const int SessionChart = 4;

    private static readonly string[] Ranges = ["today", "this week", "this month", "this year", "all time"];

    public static ScreenFrame Render(ScreenModel model, ScreenState state, int width, int height)
    {
        ScreenFrame frame = new(Math.Max(1, width), Math.Max(1, height));
        if (width < LeastWidth || height < LeastHeight)
        {
            frame.Put(0, 0, $"{LeastWidth} x {LeastHeight} cells are needed, and here are {width} x {height}.", CellStyle.Plain);
            return frame;
        }

        Head(frame, model, state);
        if (state.IsHelp)
            Help(frame);
        else if (state.SessionId is { } session)
            Session(frame, model, state, session);
        else if (state.Tab == ScreenTab.Overview)
            Overview(frame, model, state);
        else
            Table(frame, model, state);
        Foot(frame, model, state);
        return frame;
    }

    private static void Table(ScreenFrame frame, ScreenModel model, ScreenState state)
    {
        if (state.Tab == ScreenTab.Processes && model.Measured is { } now)
            frame.Put(2, 2, Load(now), CellStyle.Plain, frame.Width - 3);
        else if (state.Tab == ScreenTab.View && model.OpenedView is { Picture.Title: { } title } opened && opened.Plugin == state.View)
            frame.Put(2, 2, title, CellStyle.Strong, frame.Width - 3);
        ScreenTables.Of(model, state).Draw(frame, 0, 3, frame.Width, BodyEnd(frame) - 3, state.Row);
    }

    /// <summary>What the whole machine does.</summary>
    private static string Load(SystemMetrics now)
    {
        string[] facts =
        [
            now.Machine,
            now.CpuPercent is { } cpu ? string.Create(CultureInfo.InvariantCulture, $"{cpu:0.0} % of the processors") : "",
            now is { Memory: { } memory, MemoryTotal: { } total } ? $"{CellText.Bytes(memory)} of {CellText.Bytes(total)}" : "",
            now.ActiveSessions is { } active ? $"{CellText.Count(active)} active sessions" : "",
        ];
        return string.Join("  ", facts.Where(fact => fact.Length > 0));
    }

    /// <summary>How many rows of the table that keys are about fit on a page.</summary>
    public static int PageOf(ScreenState state, int height) => Math.Max(1, height - (state.SessionId is null ? 6 : 10 + SessionChart));

    private static int BodyEnd(ScreenFrame frame) => frame.Height - 2;

    private static void Head(ScreenFrame frame, ScreenModel model, ScreenState state)
    {
        string time = CellText.Of(ColumnKind.Clock, TimeZoneInfo.ConvertTime(model.At, model.Zone));
        Pages(frame, [.. ScreenPage.All(model)], ScreenPage.Of(state), frame.Width - time.Length - 3);
        frame.PutRight(frame.Width - 1, 0, time, CellStyle.Quiet, time.Length);
        Rule(frame, 1);
    }

    /// <summary>The line of pages. Where it has no room for all, those around the shown one are there.</summary>
    private static void Pages(ScreenFrame frame, ScreenPage[] pages, ScreenPage shown, int end)
    {
        const int Longest = 20;
        int gap = frame.Width < 80 ? 1 : 2,
            at = Math.Max(0, Array.IndexOf(pages, shown)),
            first = 0;
        string[] titles = Array.ConvertAll(pages, page => DisplayText.Cut(DisplayText.OneLine(page.Title), Longest));
        while (first < at && titles[first..(at + 1)].Sum(title => DisplayText.Width(title) + gap) > end - 4)
            first++;
        if (first > 0)
        {
            frame.Put(0, 0, "‹", CellStyle.Quiet);
            frame.Aim(0, 0, 1, new ScreenTarget.Page(pages[first - 1]));
        }

        int x = 2;
        for (int i = first; i < pages.Length; i++)
        {
            if (x + DisplayText.Width(titles[i]) + (i + 1 < pages.Length ? 2 : 0) > end)
            {
                frame.Put(x, 0, "›", CellStyle.Quiet);
                frame.Aim(x, 0, 1, new ScreenTarget.Page(pages[i]));
                return;
            }

            int from = x;
            x = frame.Put(x, 0, titles[i], i == at ? CellStyle.Accent : CellStyle.Quiet);
            frame.Aim(from, 0, x - from, new ScreenTarget.Page(pages[i]));
            x += gap;
        }
    }

    private static void Foot(ScreenFrame frame, ScreenModel model, ScreenState state)
    {
        int y = frame.Height - 1;
        Rule(frame, y - 1);
        if (state.IsFiltering)
        {
            int end = frame.Put(2, y, "/", CellStyle.Accent);
            end = frame.Put(end, y, state.Filter, CellStyle.Plain, frame.Width - end - 2);
            frame.Put(end, y, "▏", CellStyle.Accent);
            return;
        }

        if (model.Problem is { } problem)
        {
            frame.Put(2, y, problem, CellStyle.Bad, frame.Width - 3);
            return;
        }

        bool isShort = frame.Width < 80 || (state.Filter.Length > 0 && frame.Width < TwoColumns);
        string keys = isShort ? "? help  / filter  s sort  q quit" : "? help  tab page  / filter  s sort  d w m y a range  q quit";
        int after = frame.Put(2, y, keys, CellStyle.Quiet) + 2;
        string chosen = Ranges[(int)state.Range] + (state.Filter.Length > 0 ? $"  /{state.Filter}" : "");
        frame.PutRight(frame.Width - 1, y, chosen, CellStyle.Accent, frame.Width - 1 - after);
    }

    private static void Rule(ScreenFrame frame, int y) => frame.Put(0, y, new string('─', frame.Width), CellStyle.Quiet);

    private static void Help(ScreenFrame frame)
    {
        int y = 3;
        foreach ((string keys, string does) in ScreenKeys.Help)
        {
            if (y >= BodyEnd(frame))
                return;
            frame.Put(2, y, keys, CellStyle.Accent, 26);
            frame.Put(29, y, does, CellStyle.Plain);
            y++;
        }
    }

    private static void Overview(ScreenFrame frame, ScreenModel model, ScreenState state)
    {
        int y = Spans(frame, model, 2) + 1;
        Panel active = new(ScreenTables.Active(model, state), state.Row, 0),
            gauges = new(ScreenTables.Gauges(model, null), null, 1),
            requests = new(ScreenTables.Requests(model, null), null, 3),
            models = new(ScreenTables.Costs("Model", model.Models, model, null), null, 2),
            projects = new(ScreenTables.Costs("Project", model.Projects, model, null), null, 4),
            agents = new(ScreenTables.Costs("Agent", model.Agents, model, null), null, 5);
        int height = BodyEnd(frame) - y;
        if (frame.Width < TwoColumns)
        {
            Stack(frame, 0, y, frame.Width, height, [active, models, projects, agents, gauges, requests]);
            return;
        }

        int left = frame.Width * 11 / 20,
            right = frame.Width - left - 2;
        Stack(frame, 0, y, left, height, [active, gauges, requests]);
        Stack(frame, left + 2, y, right, height, [models, projects, agents]);
    }

    /// <summary>The sums of today, the week and the month, each with its line.</summary>
    private static int Spans(ScreenFrame frame, ScreenModel model, int y)
    {
        const int Names = 12,
            Money = 14,
            Tokens = 17,
            Requests = 10;
        int money = 2 + Names + Money,
            tokens = money + Tokens,
            requests = tokens + Requests;
        frame.PutRight(money, y, "Cost (USD)", CellStyle.Quiet, Money);
        frame.PutRight(tokens, y, "Tokens", CellStyle.Quiet, Tokens);
        bool hasRequests = frame.Width >= 80;
        if (hasRequests)
            frame.PutRight(requests, y, "Requests", CellStyle.Quiet, Requests);
        int line = (hasRequests ? requests : tokens) + 2;
        foreach (SpanFigure span in model.Spans)
        {
            y++;
            bool isDoubtful = span.Unpriced > 0;
            frame.Put(2, y, span.Name, CellStyle.Plain);
            frame.PutRight(
                money,
                y,
                CellText.Money(span.Cost) + (isDoubtful ? Mark.Sign : ""),
                isDoubtful ? CellStyle.Doubtful : CellStyle.Strong,
                Money
            );
            frame.PutRight(tokens, y, CellText.Count(span.Tokens), CellStyle.Plain, Tokens);
            if (hasRequests)
                frame.PutRight(requests, y, CellText.Count(span.Requests), CellStyle.Plain, Requests);
            int room = frame.Width - line - 1;
            frame.Put(line, y, Sparkline.Of(Sparkline.Fit(span.Line, room), 1)[0], CellStyle.Accent, room);
        }

        return y + 1;
    }

    /// <summary>Draws as many panels as have room for a row, and shares what is left among those that have more rows.</summary>
    private static void Stack(ScreenFrame frame, int x, int y, int width, int height, Panel[] panels)
    {
        const int Least = 2,
            Between = 1;
        List<Panel> kept = [];
        int free = height;
        foreach (Panel panel in panels.OrderBy(panel => panel.Rank))
        {
            int needed = Least + (kept.Count > 0 ? Between : 0);
            if (free < needed)
                break;
            free -= needed;
            kept.Add(panel);
        }

        Dictionary<Panel, int> rows = kept.ToDictionary(panel => panel, _ => 1);
        while (free > 0 && kept.FindAll(panel => panel.Table.Count > rows[panel]) is { Count: > 0 } wanting)
        {
            foreach (Panel panel in wanting.OrderBy(panel => panel.Rank).Take(free))
            {
                rows[panel]++;
                free--;
            }
        }

        foreach (Panel panel in panels.Where(kept.Contains))
        {
            panel.Table.Draw(frame, x, y, width, rows[panel] + 1, panel.Selected);
            y += rows[panel] + 1 + Between;
        }
    }

    private static void Session(ScreenFrame frame, ScreenModel model, ScreenState state, string id)
    {
        OpenedSession? opened = model.Opened?.SessionId == id ? model.Opened : null;
        Session? session = opened?.Session;
        int y = 2;
        frame.Put(2, y, session?.Title is { Length: > 0 } title ? title : id, CellStyle.Strong, frame.Width - 3);
        if (session is not null)
        {
            string[] facts =
            [
                session.Agent,
                session.Project ?? "",
                session.Branch ?? "",
                string.Join(", ", session.Models),
                session.Status.ToString(),
            ];
            frame.Put(2, y + 1, string.Join("  ", facts.Where(fact => fact.Length > 0)), CellStyle.Plain, frame.Width - 3);
            string[] sums =
            [
                $"{CellText.Money(session.Cost)} {session.Currency}",
                $"{CellText.Count(session.TotalTokens)} tokens",
                CellText.Counted(session.Requests, "request"),
                session.Duration is { } duration ? CellText.Of(ColumnKind.Duration, duration) : "",
                session.CacheHitRate is { } rate ? string.Create(CultureInfo.InvariantCulture, $"{rate:0} % from the cache") : "",
            ];
            frame.Put(2, y + 2, string.Join("  ", sums.Where(sum => sum.Length > 0)), CellStyle.Plain, frame.Width - 3);
        }

        decimal[] tokens = [.. opened?.Requests.Select(request => (decimal)request.TotalTokens) ?? []];
        frame.Put(2, y + 3, "Tokens of its requests over time", CellStyle.Quiet, frame.Width - 3);
        string[] lines = Sparkline.Of(Sparkline.Fit(tokens, frame.Width - 4), SessionChart);
        for (int i = 0; i < lines.Length; i++)
            frame.Put(2, y + 4 + i, lines[i], CellStyle.Accent, frame.Width - 4);
        int top = y + 5 + SessionChart;
        ScreenTables.Of(model with { Opened = opened }, state).Draw(frame, 0, top, frame.Width, BodyEnd(frame) - top, state.Row);
    }

    /// <summary>A table of the overview.</summary>
    /// <param name="Table">The table.</param>
    /// <param name="Selected">The row that keys are about; null for a table that they are not about.</param>
    /// <param name="Rank">Which goes first when there is little room.</param>
    private sealed record Panel(ScreenTable Table, int? Selected, int Rank);
}
