using System.Text.Json;

namespace Rimuru.Core.Tests.Adapters;

/// <summary>What real agents wrote, and small cases with known answers: lies beside the repository on the machines of its makers.</summary>
internal static class SharedData
{
    public static string? Folder { get; } = Find();

    public static string Require()
    {
        Assert.SkipWhen(Folder is null, "There is no folder shared/agents above the tests; it is not part of the repository.");
        return Folder!;
    }

    public static JsonDocument Read(params string[] parts) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine([Require(), .. parts])));

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
