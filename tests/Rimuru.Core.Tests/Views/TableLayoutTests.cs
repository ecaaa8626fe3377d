using FsCheck;
using FsCheck.Fluent;
using Rimuru.Core.Views;

namespace Rimuru.Core.Tests.Views;

/// <summary>How a table fits into a line, and how values are written.</summary>
public sealed class TableLayoutTests
{
    private const int Gap = 2;

    /// <summary>
    /// Whatever the contents: a row is no wider than the line, numbers are whole, the last columns go first, and no column goes that would
    /// fit.
    /// </summary>
    [Fact]
    public void A_row_fits_its_line_and_its_numbers_are_whole() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll(
                Cases(),
                table =>
                {
                    int[] widths = TableLayout.Fit(table.Columns, table.Contents, table.Line, Gap);
                    int total = widths.Sum() + Gap * (widths.Length - 1);
                    bool fits = total <= table.Line || widths.Length == 1;
                    bool areWhole = widths
                        .Index()
                        .All(width =>
                            table.Columns[width.Index].CanBeCut
                                ? width.Item <= table.Contents[width.Index]
                                : width.Item == table.Contents[width.Index]
                        );
                    bool isLongest =
                        widths.Length == table.Columns.Length
                        || Enumerable.Range(0, widths.Length + 1).Sum(column => Needed(table, column)) + Gap * widths.Length > table.Line;
                    return fits && areWhole && isLongest;
                }
            )
        );

    [Theory]
    [InlineData("claude-opus-4-5-20251101", 16, "claude-o…0251101")]
    [InlineData("short", 16, "short")]
    [InlineData("日本語のプロジェクト名", 9, "日本…ト名")]
    [InlineData("abc", 1, "…")]
    [InlineData("claude-haiku-4-5, claude-opus-4-6", 19, "claude-haiku-4-5, …")]
    public void A_name_loses_its_middle(string name, int width, string cut)
    {
        DisplayText.Cut(name, width).ShouldBe(cut);
        DisplayText.Width(cut).ShouldBeLessThanOrEqualTo(width);
    }

    [Theory]
    [InlineData("✅ ⚡⌚", 7)]
    [InlineData("☀→✓", 3)]
    [InlineData("e\u0301한", 3)]
    public void Signs_that_are_pictures_by_themselves_are_two_cells_wide(string text, int width) => DisplayText.Width(text).ShouldBe(width);

    [Fact]
    public void A_name_stays_on_its_line_and_moves_nothing() =>
        DisplayText.OneLine("a\u001b[31mb\nc\u0085d\u2028e").ShouldBe("a\\u001b[31mb\\u000ac\\u0085d\\u2028e");

    [Theory]
    [InlineData("0", "0.00")]
    [InlineData("100000", "100,000.00")]
    [InlineData("7245.134983", "7,245.13")]
    [InlineData("1", "1.00")]
    [InlineData("0.99996", "1.00")]
    [InlineData("0.5", "0.5000")]
    [InlineData("0.012345", "0.01235")]
    [InlineData("0.00012345", "0.0001235")]
    [InlineData("0.000000012", "0.000000012")]
    [InlineData("-7245.134983", "-7,245.13")]
    public void Money_has_two_decimals_from_one_unit_up_and_four_digits_below(string amount, string text) =>
        CellText.Money(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(text);

    [Fact]
    public void Times_are_iso_in_every_culture()
    {
        System.Globalization.CultureInfo before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo("")
            {
                DateTimeFormat = { TimeSeparator = ".", DateSeparator = "/" },
            };
            CellText.Of(ColumnKind.Time, new DateTimeOffset(2026, 11, 22, 7, 5, 0, TimeSpan.Zero)).ShouldBe("2026-11-22 07:05Z");
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    private static int Needed(Case table, int column) =>
        table.Columns[column].CanBeCut ? Math.Min(table.Contents[column], table.Columns[column].Width) : table.Contents[column];

    private static Arbitrary<Case> Cases() =>
        (
            from count in Gen.Choose(1, 10)
            from kinds in Gen.Elements(ColumnKind.Name, ColumnKind.Count, ColumnKind.Money, ColumnKind.Time).ListOf(count)
            from contents in Gen.Choose(1, 60).ListOf(count)
            from widths in Gen.Choose(4, 25).ListOf(count)
            from line in Gen.Choose(40, 200)
            select new Case(
                [.. kinds.Select((kind, i) => new Column<string>("P", "T", kind, widths[i], text => text))],
                [.. contents],
                line
            )
        ).ToArbitrary();

    private sealed record Case(Column[] Columns, int[] Contents, int Line);
}
