using System.Text.Json.Nodes;
using Rimuru.Core.Discovery;

namespace Rimuru.Core.Tests.SharedCorpus;

/// <summary>The folder with what real agents wrote, where it lies beside the repository.</summary>
internal static class SharedAgents
{
    /// <summary>Null where it is not there.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>Skips the test, and says why, where the folder is not there.</summary>
    public static string Require()
    {
        Assert.SkipWhen(
            Folder is null,
            "There is no shared/agents folder beside the repository: the corpus and the cases were NOT tested."
        );
        return Folder!;
    }

    public static IEnumerable<string> Cases(string pattern) =>
        Folder is null
            ? []
            : Directory
                .EnumerateFiles(Path.Combine(Folder, "cases"), pattern)
                .Select(path => Path.GetFileNameWithoutExtension(path)!)
                .Order(StringComparer.Ordinal);

    /// <summary>The corpora of agents that Rimuru reads.</summary>
    public static IEnumerable<string> Corpora() =>
        Directory
            .GetDirectories(Path.Combine(Require(), "corpus"))
            .Select(path => Path.GetFileName(path)!)
            .Where(IsRead)
            .Order(StringComparer.Ordinal);

    private static bool IsRead(string corpus) =>
        corpus == "omp"
        || AgentCatalog.BuiltIn.Names.Any(agent => agent.StartsWith(corpus.Split('_')[0], StringComparison.OrdinalIgnoreCase));

    public static JsonObject Read(params string[] parts) =>
        JsonNode.Parse(File.ReadAllBytes(Path.Combine([Require(), .. parts])))!.AsObject();

    private static string? Find()
    {
        for (string? folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            string candidate = Path.Combine(folder, "shared", "agents");
            if (Directory.Exists(candidate))
                return candidate;
        }

        return null;
    }
}
