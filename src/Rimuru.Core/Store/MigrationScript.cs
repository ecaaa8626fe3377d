using System.Globalization;
using System.Reflection;
using System.Text;
using Rimuru.Core.Records;

namespace Rimuru.Core.Store;

/// <summary>A numbered script that migrates a ledger from one version to the next.</summary>
/// <param name="Number">The version that it migrates to.</param>
/// <param name="Name">Its file name.</param>
/// <param name="Sql">Its SQL.</param>
internal sealed record MigrationScript(int Number, string Name, string Sql)
{
    /// <summary>SHA-256 of the script, the same on every system: line ends are normalized.</summary>
    public string Checksum => Convert.ToHexString(KeyHash.Of(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    /// <summary>The scripts of one kind of database, in order.</summary>
    public static IReadOnlyList<MigrationScript> Of(string dialect)
    {
        string prefix = dialect + "/";
        Assembly assembly = typeof(MigrationScript).Assembly;
        List<MigrationScript> scripts = [];
        foreach (
            string resource in assembly
                .GetManifestResourceNames()
                .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        )
        {
            using StreamReader reader = new(assembly.GetManifestResourceStream(resource)!);
            string name = resource[prefix.Length..];
            scripts.Add(new MigrationScript(int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), name, reader.ReadToEnd()));
        }

        return scripts;
    }
}
