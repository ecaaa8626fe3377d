using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Rimuru.Core.Display;
using Rimuru.Core.Views;
using ViewWriter;

namespace Rimuru.Core.Tests.Views;

/// <summary>What is made from the declarations of columns lies in the checkout as it would be made now.</summary>
public sealed class MadeFileTests
{
    private const string Advice = "It is stale: './build.ps1 -Task Docs' writes it anew.";

    [Fact]
    public void The_views_of_PowerShell_are_those_that_are_declared() =>
        Documents.ReadFile(FormatFile.Name).ShouldBe(FormatFile.Text(), Advice);

    [Fact]
    public void The_fields_of_JSON_are_the_properties_of_the_records() =>
        Documents.Read(JsonPage.Name).ShouldBe(JsonPage.Text(Documents.Read(JsonPage.Name)), Advice);

    [Fact]
    public void The_reference_has_every_public_type()
    {
        Documents.Read(ApiPage.Name).ShouldBe(ApiPage.Text(), Advice);
        ApiPage.Text().Split('\n').Count(line => line.EndsWith("|  |", StringComparison.Ordinal)).ShouldBe(0, "A member has no summary.");
    }

    [Fact]
    public void The_schema_of_budgets_is_that_of_the_keys() => Documents.Read(BudgetSchema.Name).ShouldBe(BudgetSchema.Text(), Advice);

    [Fact]
    public void Every_column_shows_a_property_that_exists()
    {
        foreach (View view in ShellViews.All)
        {
            foreach (Column column in view.All)
                view.Type.GetProperty(column.Property).ShouldNotBeNull($"{view.Type.Name}.{column.Property}");
        }
    }

    /// <summary>
    /// PowerShell cuts the last column that it shows, a number from its left: in a terminal of 60 columns or more no number may be that
    /// column.
    /// </summary>
    [Fact]
    public void No_number_of_a_view_is_cut_in_a_terminal_of_sixty_columns_or_more()
    {
        foreach (View view in ShellViews.All)
        {
            foreach (ShellColumn column in ShellLayout.Of(view).Where(column => column.Column.IsNumber))
                (column.Offset + column.Width).ShouldBeLessThan(60, $"{view.Type.Name}.{column.Column.Property}");
        }
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(120)]
    public void A_title_is_whole_in_a_usual_terminal(int terminal)
    {
        foreach (View view in ShellViews.All)
        {
            foreach (ShellColumn column in ShellLayout.Of(view))
            {
                int room = terminal - 1 - column.Offset;
                (room <= 0 || room >= column.Column.Title.Length).ShouldBeTrue(
                    $"{view.Type.Name}.{column.Column.Property} has {room} of {terminal}"
                );
            }
        }
    }

    [Fact]
    public void A_view_shows_a_text_as_everything_else_does()
    {
        Random random = new(1);
        string special = "a\u001b\u009b\n\u061c\u200f\u2028\u202e\u2069\ufeff\ud83d\ude00\udb40\udc41\udc80é漢";
        IEnumerable<string> texts = Enumerable
            .Range(0, 0x10000)
            .Select(c => $"a{(char)c}b")
            .Concat(
                Enumerable
                    .Range(0, 20_000)
                    .Select(_ => new string([.. Enumerable.Range(0, 5).Select(_ => special[random.Next(special.Length)])]))
            );
        Regex powers = new(ShellExpression.Powers);
        foreach (string text in texts)
            powers
                .Replace(text, match => "\\u" + ((int)match.Value[0]).ToString("x4", CultureInfo.InvariantCulture))
                .ShouldBe(PlainText.Name(text));
    }

    [Fact]
    public void No_view_shows_a_text_as_it_is()
    {
        foreach (XElement view in XDocument.Parse(FormatFile.Text()).Descendants("View"))
        {
            Type type = typeof(CostRecord).Assembly.GetType(view.Element("Name")!.Value.Split('#')[0])!;
            foreach (XElement name in view.Descendants("PropertyName"))
                type.GetProperty(name.Value)!.PropertyType.IsValueType.ShouldBeTrue($"{type.Name}.{name.Value}");
        }
    }
}
