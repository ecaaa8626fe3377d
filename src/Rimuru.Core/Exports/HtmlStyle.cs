using System.Security.Cryptography;
using System.Text;

namespace Rimuru.Core.Exports;

/// <summary>
/// The style of a report. Its hash is in the page's policy, which forbids everything else: no script, no image, no font, no style of
/// anybody else.
/// </summary>
internal static class HtmlStyle
{
    private const string Name = "report.css";

    /// <summary>Lines end as HTML has them, also where the source was checked out with others: the hash depends on it.</summary>
    public static string Text { get; } = Read().ReplaceLineEndings("\n");

    /// <summary>The hash of the style as a policy names it.</summary>
    public static string Hash { get; } = "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    private static string Read()
    {
        using StreamReader reader = new(typeof(HtmlStyle).Assembly.GetManifestResourceStream(Name)!);
        return reader.ReadToEnd();
    }
}
