using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Rimuru.Core.Screens;
using Rimuru.Core.Tests.Generators;
using Rimuru.Core.Views;

namespace Rimuru.Core.Tests.Screens;

/// <summary>What a terminal is sent changes one screen to the next, and is no more than that.</summary>
public sealed partial class FrameWriterTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_change_makes_the_next_screen_of_the_one_before(bool hasColours)
    {
        FrameWriter writer = new(hasColours);
        for (int seed = 0; seed < 200; seed++)
        {
            Random random = new(seed);
            (int Width, int Height) size = random.Of((60, 20), (80, 24), (120, 40));
            PaperTerminal terminal = new(size.Width, size.Height);
            ScreenFrame? before = null;
            for (int step = 0; step < 4; step++)
            {
                ScreenFrame next = ScreenRenderer.Render(random.Model(), random.State(), size.Width, size.Height);
                terminal.Read(writer.Change(before, next));
                terminal.Shows(next, writer).ShouldBeTrue($"seed {seed}, step {step}");
                before = next;
            }
        }
    }

    [Fact]
    public void The_same_screen_again_is_nothing_to_write()
    {
        ScreenModel model = new Random(7).Model();
        ScreenFrame one = ScreenRenderer.Render(model, new ScreenState(), 80, 24),
            same = ScreenRenderer.Render(model, new ScreenState(), 80, 24);
        new FrameWriter(true).Change(one, same).ShouldBe("");
    }

    [Fact]
    public void A_number_that_changes_is_few_bytes()
    {
        ScreenFrame before = new(80, 24),
            next = new(80, 24);
        before.Put(10, 5, "12.34 USD", CellStyle.Strong);
        next.Put(10, 5, "12.35 USD", CellStyle.Strong);
        string change = new FrameWriter(true).Change(before, next);
        change.ShouldBe("\u001b[?2026h\u001b[6;15H\u001b[0;1m5\u001b[0m\u001b[?2026l");
    }

    [Fact]
    public void Another_size_is_drawn_anew()
    {
        ScreenFrame before = new(80, 24),
            next = new(60, 20);
        new FrameWriter(true).Change(before, next).ShouldContain("\u001b[2J");
        new FrameWriter(true).Change(null, next).ShouldContain("\u001b[2J");
    }

    [Fact]
    public void Without_colours_there_are_none()
    {
        Random random = new(3);
        string change = new FrameWriter(false).Change(null, ScreenRenderer.Render(random.Model(), new ScreenState(), 120, 40));
        change.ShouldNotMatch(@"\u001b\[[0-9;]*\b3[0-7]\b[0-9;]*m");
        new FrameWriter(true)
            .Change(null, ScreenRenderer.Render(random.Model(), new ScreenState(), 120, 40))
            .ShouldNotMatch(@"\u001b\[[0-9;]*\b(4[0-8]|38|9[0-7])\b[0-9;]*m");
    }

    /// <summary>A terminal that has cells and a cursor, and understands what frames are written with.</summary>
    private sealed partial class PaperTerminal(int width, int height)
    {
        private readonly (string Text, string Look)[,] cells = new (string, string)[height, width];
        private int x;
        private int y;
        private string look = "";

        public void Read(string text)
        {
            int at = 0;
            while (at < text.Length)
            {
                Match code = Code().Match(text, at);
                if (code.Success)
                {
                    Obey(code.Groups[1].Value, code.Groups[2].Value[0]);
                    at += code.Length;
                    continue;
                }

                Rune rune = Rune.GetRuneAt(text, at);
                Put(rune.ToString());
                at += rune.Utf16SequenceLength;
            }
        }

        public bool Shows(ScreenFrame frame, FrameWriter writer)
        {
            for (int row = 0; row < height; row++)
            {
                for (int column = 0; column < width; column++)
                {
                    (string text, string shown) = cells[row, column];
                    ScreenCell wanted = frame[column, row];
                    PaperTerminal sample = new(2, 1);
                    ScreenFrame one = new(2, 1);
                    one.Put(0, 0, "x", wanted.Style);
                    sample.Read(writer.Change(null, one));
                    string wantedLook = wanted.Style == CellStyle.Plain ? "" : sample.cells[0, 0].Look;
                    if ((text ?? " ") != wanted.Text || (wanted.Text.Length > 0 && (shown ?? "") != wantedLook))
                        return false;
                }
            }

            return true;
        }

        private void Obey(string numbers, char what)
        {
            switch (what)
            {
                case 'H':
                    int[] place = [.. numbers.Split(';').Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
                    (y, x) = (place[0] - 1, place[1] - 1);
                    break;
                case 'm':
                    look = numbers == "0" ? "" : numbers;
                    break;
                case 'J':
                    Array.Clear(cells);
                    break;
                default:
                    numbers.ShouldBe("?2026");
                    break;
            }
        }

        private void Put(string text)
        {
            int wide = DisplayText.Width(text);
            if (wide == 0)
            {
                int head = cells[y, x - 1].Text.Length == 0 ? x - 2 : x - 1;
                cells[y, head] = (cells[y, head].Text + text, cells[y, head].Look);
                return;
            }

            // What loses a half is gone, as in a terminal.
            if (cells[y, x].Text is "")
                cells[y, x - 1] = (" ", "");
            int after = x + wide;
            if (after < width && cells[y, after].Text is "")
                cells[y, after] = (" ", "");
            cells[y, x] = (text, look);
            if (wide == 2)
                cells[y, x + 1] = ("", look);
            x += wide;
        }

        [GeneratedRegex(@"\G\u001b\[([?0-9;]*)([A-Za-z])")]
        private static partial Regex Code();
    }
}
