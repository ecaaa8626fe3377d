using System.Text.Json.Nodes;
using Rimuru.Core.Sqlite;
using Rimuru.Core.Tests.Generators;
using Rimuru.Core.Tests.SharedCorpus;

namespace Rimuru.Core.Tests.Repetition;

/// <summary>A home that is read many times.</summary>
/// <param name="Name">What it is called in a report.</param>
/// <param name="LayOut">Writes its files.</param>
internal sealed record RepeatedHome(string Name, Action<TestHome> LayOut)
{
    /// <summary>Every home of the shared corpora and cases, where those lie beside the repository.</summary>
    public static IEnumerable<RepeatedHome> Shared() => SharedAgents.Folder is null ? [] : Corpora().Concat(Cases());

    /// <summary>Homes that seeds make, every other one with a twin of each file in another place.</summary>
    public static IEnumerable<RepeatedHome> Generated(int firstSeed, int count) =>
        from create in AllHomes.ByAgent.Values
        from seed in Enumerable.Range(firstSeed, count)
        select Of(create(seed), seed);

    public override string ToString() => Name;

    private static RepeatedHome Of(GeneratedHome generated, int seed) =>
        new(
            generated.ToString(),
            home =>
            {
                generated.WriteTo(home);
                foreach (GeneratedFile file in generated.Files)
                {
                    if (seed % 2 == 0)
                        file.WriteTwinTo(home);
                }
            }
        );

    private static IEnumerable<RepeatedHome> Corpora()
    {
        foreach (string folder in Directory.GetDirectories(Path.Combine(SharedAgents.Require(), "corpus")).Order(StringComparer.Ordinal))
        {
            string from = Path.Combine(folder, "home");
            yield return new RepeatedHome(
                "corpus " + Path.GetFileName(folder),
                home =>
                {
                    foreach (
                        string file in Directory.EnumerateFiles(
                            from,
                            "*",
                            new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }
                        )
                    )
                        home.WriteBytes(Path.GetRelativePath(from, file), File.ReadAllBytes(file));
                }
            );
        }
    }

    private static IEnumerable<RepeatedHome> Cases()
    {
        foreach (string name in SharedAgents.Cases("*.json"))
        {
            JsonObject input = SharedAgents.Read("cases", name + ".json");
            if (input["home"] is JsonObject files)
                yield return new RepeatedHome("case " + name, home => LayOutCase(home, files));
        }
    }

    private static void LayOutCase(TestHome home, JsonObject files)
    {
        foreach ((string path, JsonNode? content) in files)
        {
            if (content is JsonArray lines)
                home.Write(path, [.. lines.Select(line => (string)line!)]);
            else if (content?["base64"] is { } bytes)
                home.WriteBytes(path, Convert.FromBase64String((string)bytes!));
            else if (content?["sqlite"] is JsonArray statements)
                MakeDatabase(home, path, statements);
        }
    }

    private static void MakeDatabase(TestHome home, string path, JsonArray statements)
    {
        home.WriteBytes(path, []);
        using SqliteDatabase database = SqliteDatabase.Open(home.In(path));
        foreach (JsonNode? statement in statements)
            database.Execute((string)statement!);
    }
}
