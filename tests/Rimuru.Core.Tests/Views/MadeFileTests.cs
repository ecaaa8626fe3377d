using Rimuru.Core.Views;
using ViewWriter;

namespace Rimuru.Core.Tests.Views;

/// <summary>What is made from the declarations of columns lies in the checkout as it would be made now.</summary>
public sealed class MadeFileTests
{
    private const string Advice = "It is stale: './build.ps1 -Task Docs' writes it anew.";

    [Fact]
    public void The_views_of_PowerShell_are_those_that_are_declared() => Read(FormatFile.Name).ShouldBe(FormatFile.Text(), Advice);

    [Fact]
    public void The_fields_of_JSON_are_the_properties_of_the_records() => Read("docs", JsonPage.Name).ShouldBe(JsonPage.Text(Read("docs", JsonPage.Name)), Advice);

    [Fact]
    public void Every_column_shows_a_property_that_exists()
    {
        foreach (View view in ShellViews.All)
        {
            foreach (Column column in view.All) view.Type.GetProperty(column.Property).ShouldNotBeNull($"{view.Type.Name}.{column.Property}");
        }
    }

    /// <summary>PowerShell cuts the last column that it shows, a number from its left: in a terminal of 60 columns or more no number may be that column.</summary>
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
                (room <= 0 || room >= column.Column.Title.Length).ShouldBeTrue($"{view.Type.Name}.{column.Column.Property} has {room} of {terminal}");
            }
        }
    }

    private static string Read(params string[] path)
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Rimuru.sln"))) folder = Path.GetDirectoryName(folder)!;
        return File.ReadAllText(Path.Combine([folder, .. path])).ReplaceLineEndings("\n");
    }
}
