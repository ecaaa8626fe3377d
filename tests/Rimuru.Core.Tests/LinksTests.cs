using System.Text.RegularExpressions;

namespace Rimuru.Core.Tests;

/// <summary>What the pages point at is there, and every page is pointed at.</summary>
public sealed class LinksTests
{
    private static readonly string Root = Documents.PathOf("");

    [Fact]
    public void Every_link_leads_to_a_file_of_the_repository()
    {
        List<string> broken = [];
        foreach (string page in Pages())
        {
            foreach (Match link in Regex.Matches(Prose(page), @"\]\((?<target>[^)\s#]+)(?:#[^)\s]*)?\)"))
            {
                string target = link.Groups["target"].Value;
                if (target.Contains("://", StringComparison.Ordinal))
                    continue;
                if (!Path.Exists(Path.Combine(Path.GetDirectoryName(page)!, target)))
                    broken.Add($"{Path.GetRelativePath(Root, page)}: {target}");
            }
        }

        broken.ShouldBeEmpty();
    }

    [Fact]
    public void Every_test_that_a_page_names_exists()
    {
        HashSet<string> classes =
        [
            .. Directory
                .EnumerateFiles(Documents.PathOf("tests"), "*.cs", SearchOption.AllDirectories)
                .SelectMany(file => Regex.Matches(File.ReadAllText(file), @"\bclass (?<name>\w+)"))
                .Select(match => match.Groups["name"].Value),
        ];
        Dictionary<string, List<string>> unknown = Pages()
            .Where(page => page.StartsWith(Documents.PathOf("docs"), StringComparison.Ordinal))
            .ToDictionary(
                page => Path.GetRelativePath(Root, page),
                page =>
                    Regex
                        .Matches(Prose(page), @"`(?<name>\w+(?:Tests|Conformance))`")
                        .Select(match => match.Groups["name"].Value)
                        .Where(name => !classes.Contains(name))
                        .Distinct()
                        .ToList()
            );
        unknown.Where(page => page.Value.Count > 0).Select(page => $"{page.Key}: {string.Join(", ", page.Value)}").ShouldBeEmpty();
    }

    [Fact]
    public void Every_path_of_the_table_of_changes_exists()
    {
        string[] folders = ["", "src", "src/Rimuru.Core"];
        string[] endings = ["", ".cs"];
        string[] paths =
        [
            .. Documents
                .Table(Documents.Read("architecture.md"), "change")
                .SelectMany(row => Regex.Matches(row[1], @"`(?<path>[A-Za-z][\w.-]*(?:/[\w.-]+)+|\w+\.(?:md|psd1|ps1xml))`"))
                .Select(match => match.Groups["path"].Value)
                .Distinct(),
        ];
        paths.Length.ShouldBeGreaterThan(40);
        paths
            .Where(path =>
                !folders.Any(folder => endings.Any(ending => Path.Exists(Documents.PathOf(Path.Combine(folder, path + ending)))))
            )
            .ShouldBeEmpty();
    }

    [Fact]
    public void The_index_names_every_page_and_folder_of_the_documentation()
    {
        string index = Documents.Read("README.md");
        foreach (
            string path in Directory
                .EnumerateFileSystemEntries(Documents.PathOf("docs"))
                .Where(path => Path.GetFileName(path) != "README.md")
        )
            index.ShouldContain($"]({Path.GetFileName(path)})");
    }

    [Fact]
    public void Decisions_have_numbers_of_their_own()
    {
        List<string> numbers =
        [
            .. Directory.EnumerateFiles(Documents.PathOf("docs/decisions"), "*.md").Select(path => Path.GetFileName(path)[..4]),
        ];
        numbers.ShouldAllBe(number => number.All(char.IsAsciiDigit));
        numbers.ShouldBeUnique();
    }

    /// <summary>The pages that people read: those of the root, and of <c>docs</c> and <c>bench</c>.</summary>
    private static IEnumerable<string> Pages() =>
        [
            .. Directory.EnumerateFiles(Root, "*.md"),
            .. ((string[])["docs", "bench"])
                .SelectMany(folder => Directory.EnumerateFiles(Documents.PathOf(folder), "*.md", SearchOption.AllDirectories))
                .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)),
        ];

    /// <summary>A page without its blocks of code.</summary>
    private static string Prose(string page) =>
        Regex.Replace(
            File.ReadAllText(page).ReplaceLineEndings("\n"),
            @"^```.*?^```",
            "",
            RegexOptions.Singleline | RegexOptions.Multiline
        );
}
