using System.Globalization;
using System.Text;

namespace Rimuru.Core.Screens;

/// <summary>Turns frames into what a terminal is sent: of a frame only the cells that differ from the frame before.</summary>
/// <param name="hasColours">True if colours are wanted; without them, looks that are no colours stay.</param>
/// <param name="hasMouse">True if the terminal shall tell of the mouse.</param>
internal sealed class FrameWriter(bool hasColours, bool hasMouse = false)
{
    /// <summary>The other screen, without a cursor, and without new lines where a line is full.</summary>
    public string Enter => "\e[?1049h\e[?25l\e[?7l\e[0m\e[2J" + (hasMouse ? "\e[?1000h\e[?1006h" : "");

    /// <summary>What <see cref="Enter"/> has changed, as it was.</summary>
    public string Leave => (hasMouse ? "\e[?1006l\e[?1000l" : "") + "\e[0m\e[?7h\e[?25h\e[?1049l";

    /// <summary>A terminal that knows these shows all between them at once; others pass over them.</summary>
    private const string Begin = "\e[?2026h",
        End = "\e[?2026l";

    private const string Clear = "\e[0m\e[2J";

    /// <summary>So few unchanged cells are cheaper to write again than to jump over.</summary>
    private const int CheapGap = 4;

    /// <summary>What changes the screen to the next one; empty if nothing does.</summary>
    /// <param name="before">What is on the screen; null if that is not known.</param>
    /// <param name="next">What shall be.</param>
    public string Change(ScreenFrame? before, ScreenFrame next)
    {
        StringBuilder text = new();
        bool isNew = before is null || before.Width != next.Width || before.Height != next.Height;
        ScreenFrame known = isNew ? new ScreenFrame(next.Width, next.Height) : before!;
        CellStyle style = CellStyle.Plain;
        for (int y = 0; y < next.Height; y++)
            Line(text, known, next, y, ref style);
        if (text.Length == 0 && !isNew)
            return "";
        return $"{Begin}{(isNew ? Clear : "")}{text}{(style == CellStyle.Plain ? "" : "\e[0m")}{End}";
    }

    private void Line(StringBuilder text, ScreenFrame known, ScreenFrame next, int y, ref CellStyle style)
    {
        int cursor = -1;
        for (int x = 0; x < next.Width; x++)
        {
            ScreenCell cell = next[x, y];
            if (cell == known[x, y] || cell.Text.Length == 0)
                continue;
            int from = cursor >= 0 && x - cursor <= CheapGap && IsSimple(next, cursor, x, y, style) ? cursor : x;
            if (from != cursor)
                text.Append(CultureInfo.InvariantCulture, $"\e[{y + 1};{from + 1}H");
            for (int at = from; at <= x; at++)
                Append(text, next[at, y], ref style);

            // How wide others than these are is the terminal's decision: after one, the cursor is put where it belongs.
            cursor = IsSure(cell.Text) ? x + 1 : -1;
        }
    }

    private void Append(StringBuilder text, ScreenCell cell, ref CellStyle style)
    {
        if (cell.Style != style)
            text.Append(CodeOf(cell.Style));
        style = cell.Style;
        text.Append(cell.Text);
    }

    private static bool IsSimple(ScreenFrame frame, int from, int to, int y, CellStyle style)
    {
        for (int x = from; x < to; x++)
        {
            if (frame[x, y].Style != style || !IsSure(frame[x, y].Text))
                return false;
        }

        return true;
    }

    /// <summary>True for letters of ASCII, and for the lines and blocks that frames are drawn with.</summary>
    private static bool IsSure(string text) => text.Length == 1 && text[0] is (>= ' ' and <= '~') or (>= '\u2500' and <= '\u259F') or '…';

    private string CodeOf(CellStyle style) =>
        style switch
        {
            CellStyle.Quiet => "\e[0;2m",
            CellStyle.Strong => "\e[0;1m",
            CellStyle.Accent => hasColours ? "\e[0;36m" : "\e[0m",
            CellStyle.Selected => "\e[0;7m",
            CellStyle.Doubtful => hasColours ? "\e[0;33;1m" : "\e[0m",
            CellStyle.Bad => hasColours ? "\e[0;31;1m" : "\e[0;1m",
            _ => "\e[0m",
        };
}
