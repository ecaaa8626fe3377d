namespace Rimuru.PowerShell.Tests;

/// <summary>The code is laid out by a formatter: one statement a line, 140 columns. <c>dotnet csharpier format .</c> does it.</summary>
public sealed class FormatTests
{
    private const int Columns = 140;

    [Fact]
    public async Task The_formatter_has_nothing_to_change()
    {
        (int code, string text) = await RestoredTool.Run(TimeSpan.FromMinutes(5), "csharpier", "check", ".");
        code.ShouldBe(0, text);
    }

    /// <summary>The formatter breaks neither texts nor comments. A pattern has no place to break it.</summary>
    [Fact]
    public void No_line_of_the_source_is_too_long() =>
        Directory
            .EnumerateFiles(Checkout.Path("src"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Intersect(["bin", "obj"]).Any())
            .SelectMany(path => File.ReadLines(path).Select((line, at) => (Where: $"{path}:{at + 1}", Line: line)))
            .Where(line => line.Line.Length > Columns && !line.Line.Contains("@\"", StringComparison.Ordinal))
            .Select(line => line.Where)
            .ShouldBeEmpty();
}
