using Rimuru.Core.Sqlite;
using Rimuru.Core.Tests.Generators;
using Rimuru.Core.Tests.Store;

namespace Rimuru.Core.Tests.Conformance;

/// <summary>The keys that ledgers already hold for one home of each agent: a key that changed would count its record twice.</summary>
internal static class GoldenKeys
{
    private const string File = "tests/Rimuru.Core.Tests/Conformance/golden-keys.txt";

    /// <summary>The keys that the file has for an agent; a line is an agent and a key.</summary>
    public static IReadOnlyList<string> Of(string agent) =>
        [
            .. Documents
                .ReadFile(File)
                .Split('\n')
                .Where(line => line.StartsWith(agent + " ", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>The keys of every row of the home's ledger, withdrawn ones too.</summary>
    public static IReadOnlyList<string> In(GeneratedHome generated)
    {
        using TestHome home = new(TestStore.Sqlite);
        generated.WriteTo(home);
        home.Sync();
        List<string> keys = [];
        using SqliteDatabase ledger = SqliteDatabase.Open(home.Ledger);
        using SqliteStatement select = ledger.PrepareFresh("SELECT lower(hex(key)) FROM usage");
        while (select.Step())
            keys.Add($"{generated.Agent} {select.Text(0)}");
        return [.. keys.Order(StringComparer.Ordinal)];
    }
}
