using System.Reflection;
using System.Text.RegularExpressions;

namespace Rimuru.PowerShell.Tests;

/// <summary>The checkout that these tests were built in, with the module in it.</summary>
internal static class Checkout
{
    public static string Folder { get; } =
        typeof(Checkout).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == "Checkout").Value!;

    public static string Path(params string[] parts) => System.IO.Path.Combine([Folder, .. parts]);

    public static string Read(params string[] parts) => File.ReadAllText(Path(parts)).ReplaceLineEndings("\n");

    /// <summary>The quoted names of an array in the manifest.</summary>
    public static IReadOnlyList<string> Exported(string field)
    {
        Match array = Regex.Match(Read("Rimuru.psd1"), $@"^\s*{field}\s*=\s*@\((?<items>[^)]*)\)", RegexOptions.Multiline);
        array.Success.ShouldBeTrue($"Rimuru.psd1 has no {field}");
        return [.. Regex.Matches(array.Groups["items"].Value, "'([^']+)'").Select(item => item.Groups[1].Value)];
    }
}
