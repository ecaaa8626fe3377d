using System.Globalization;
using System.Text;
using Rimuru.Core.Config;
using Rimuru.Core.Files;
using Rimuru.Core.Records;

namespace Rimuru.Core.Integrations;

/// <summary>
/// What an installation made besides its own entry: containers, line ends, the file itself. Only that is taken out with the entry, since
/// the user's own empty list is the user's. One small file for each agent's file.
/// </summary>
internal sealed class IntegrationRecord(HostEnvironment environment)
{
    /// <summary>The trace of a file that was made.</summary>
    public const string WholeFile = "file";

    private readonly string folder = Path.Combine(new ConfigPaths(environment).ConfigFolder, "integrations");

    /// <summary>The traces in a file; none if nothing was made there.</summary>
    public SortedSet<string> Of(string path)
    {
        string record = PlaceOf(path, ".txt");
        return RegularFile.Exists(record)
            ? new(RegularFile.ReadAllText(record).Split('\n', StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal)
            : new(StringComparer.Ordinal);
    }

    /// <summary>Keeps the traces in a file.</summary>
    public void Keep(string path, SortedSet<string> traces)
    {
        string record = PlaceOf(path, ".txt");
        if (traces.Count == 0)
        {
            File.Delete(record);
            return;
        }

        PrivateFile.CreateFolder(folder);
        using FileReplacement file = FileReplacement.Begin(record);
        file.Commit(Encoding.UTF8.GetBytes(string.Concat(traces.Select(trace => trace + "\n"))));
    }

    /// <summary>Keeps a file as it is before a change, where its agent does not look; returns the copy.</summary>
    public string BackUp(string path, ReadOnlySpan<byte> content)
    {
        string copy = PlaceOf(path, ".backup");
        PrivateFile.CreateFolder(folder);
        using FileReplacement file = FileReplacement.Begin(copy);
        file.Commit(content);
        return copy;
    }

    /// <summary>Agents have files of the same name.</summary>
    private string PlaceOf(string path, string ending) =>
        Path.Combine(folder, $"{Path.GetFileName(path)}-{StableHash.Of(path).ToString("x16", CultureInfo.InvariantCulture)}{ending}");
}
