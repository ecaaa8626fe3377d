namespace Rimuru.Core.Tests;

/// <summary>The pages of <c>docs/</c>, as the tests that hold them against the code read them.</summary>
internal static class Documents
{
    public static string Read(string name) => ReadFile($"docs/{name}");

    /// <summary>A file of the repository, by its path there.</summary>
    public static string ReadFile(string path) => File.ReadAllText(PathOf(path)).ReplaceLineEndings("\n");

    /// <summary>Where something of the repository lies.</summary>
    public static string PathOf(string path)
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Rimuru.sln")))
            folder = Path.GetDirectoryName(folder);
        return Path.Combine(folder ?? throw new DirectoryNotFoundException("No Rimuru.sln above the tests."), path);
    }

    /// <summary>The cells of the rows of the table whose first heading is given.</summary>
    public static List<string[]> Table(string page, string heading) =>
        [
            .. page.Split('\n')
                .SkipWhile(line => !line.StartsWith($"| {heading} |", StringComparison.Ordinal))
                .Skip(2)
                .TakeWhile(line => line.StartsWith('|'))
                .Select(line => line.Trim('|', ' ').Split(" | ")),
        ];

    /// <summary>The text of the first fenced block of a language.</summary>
    public static string Block(string page, string language) => page.Split($"```{language}\n")[1].Split("\n```")[0] + "\n";
}
