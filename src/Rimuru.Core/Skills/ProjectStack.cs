using System.Text.Json;
using System.Text.RegularExpressions;
using Rimuru.Core.Files;

namespace Rimuru.Core.Skills;

/// <summary>What a project is built with, by the files in its root.</summary>
internal static partial class ProjectStack
{
    private const int MostBytes = 1 << 20;
    private const int MostWords = 12;

    private static readonly (string Pattern, string Word)[] Files =
    [
        ("*.csproj", "dotnet"),
        ("*.sln", "dotnet"),
        ("*.psd1", "powershell"),
        ("pyproject.toml", "python"),
        ("requirements.txt", "python"),
        ("Cargo.toml", "rust"),
        ("go.mod", "golang"),
        ("pom.xml", "java"),
        ("build.gradle*", "gradle"),
        ("Gemfile", "ruby"),
        ("composer.json", "php"),
        ("Package.swift", "swift"),
        ("tsconfig.json", "typescript"),
        ("Dockerfile", "docker"),
        ("docker-compose*.y*ml", "docker"),
        ("*.tf", "terraform"),
        ("tailwind.config.*", "tailwind"),
        ("playwright.config.*", "playwright"),
        ("schema.prisma", "prisma"),
    ];

    /// <summary>Packages that are a stack of their own.</summary>
    private static readonly string[] Packages =
    [
        "react",
        "next",
        "vue",
        "svelte",
        "angular",
        "express",
        "fastapi",
        "django",
        "flask",
        "prisma",
        "tailwindcss",
        "playwright",
        "jest",
        "vitest",
        "electron",
        "react-native",
        "supabase",
        "graphql",
        "pytest",
        "pandas",
        "torch",
    ];

    /// <summary>The words for what a project is built with, each with the file that says so.</summary>
    public static IReadOnlyList<(string Word, string Reason)> Of(string project)
    {
        Dictionary<string, string> found = new(StringComparer.OrdinalIgnoreCase);
        if (!Directory.Exists(project))
            return [];
        foreach ((string pattern, string word) in Files)
        {
            if (
                Directory.EnumerateFiles(project, pattern).Select(Path.GetFileName).Order(StringComparer.Ordinal).FirstOrDefault() is
                { } file
            )
                found.TryAdd(word, $"the project has {file}");
        }

        foreach (string name in PackagesIn(Path.Combine(project, "package.json")))
            found.TryAdd(WordOf(name), $"package.json has {name}");
        foreach (string file in (string[])["pyproject.toml", "requirements.txt"])
        {
            foreach (string name in Packages.Where(name => HasWord(Path.Combine(project, file), name)))
                found.TryAdd(WordOf(name), $"{file} has {name}");
        }

        return [.. found.Take(MostWords).Select(one => (one.Key, one.Value))];
    }

    private static string WordOf(string package) =>
        package switch
        {
            "next" => "nextjs",
            "tailwindcss" => "tailwind",
            "torch" => "pytorch",
            _ => package,
        };

    private static IEnumerable<string> PackagesIn(string path)
    {
        try
        {
            if (!RegularFile.Exists(path))
                return [];
            using JsonDocument json = JsonDocument.Parse(RegularFile.ReadAllBytes(path, MostBytes));
            return
            [
                .. ((string[])["dependencies", "devDependencies"])
                    .Where(kind =>
                        json.RootElement.ValueKind == JsonValueKind.Object
                        && json.RootElement.TryGetProperty(kind, out JsonElement list)
                        && list.ValueKind == JsonValueKind.Object
                    )
                    .SelectMany(kind => json.RootElement.GetProperty(kind).EnumerateObject().Select(package => package.Name))
                    .Select(name => name.StartsWith('@') ? name[1..].Split('/')[0] : name)
                    .Where(Packages.Contains)
                    .Distinct(),
            ];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            // a file that its own tools cannot read says nothing of the project
            return [];
        }
    }

    private static bool HasWord(string path, string word)
    {
        try
        {
            return RegularFile.Exists(path)
                && Words()
                    .Matches(RegularFile.ReadAllText(path, MostBytes))
                    .Any(found => found.Value.Equals(word, StringComparison.OrdinalIgnoreCase));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"[A-Za-z][A-Za-z0-9-]*", RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
