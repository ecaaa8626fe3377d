using Rimuru.Core.Files;
using Tomlyn.Syntax;

namespace Rimuru.Core.Config;

/// <summary>A text in a TOML file that another program wrote.</summary>
internal static class TomlText
{
    private const int MostBytes = 4 * 1024 * 1024;

    /// <summary>The text of a key, by its full name; null if the file has none, or is none that can be read.</summary>
    public static string? In(string path, string name)
    {
        try
        {
            DocumentSyntax document = TomlEntry.Parse(path, RegularFile.ReadAllText(path, MostBytes), isStrict: false);
            return TomlEntry.All(document).Where(entry => entry.Name == name).Select(TextOf).FirstOrDefault();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or RimuruException)
        {
            return null;
        }
    }

    private static string? TextOf(TomlEntry entry) => (entry.Node.Value as StringValueSyntax)?.Value;
}
