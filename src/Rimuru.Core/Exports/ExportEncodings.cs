using System.Globalization;
using System.Text;
using Rimuru.Core.Errors;

namespace Rimuru.Core.Exports;

/// <summary>Encodings by the names that PowerShell has for them.</summary>
internal static class ExportEncodings
{
    private static readonly (string Name, Func<Encoding> Get)[] All =
    [
        ("ansi", () => Encoding.GetEncoding(CultureInfo.CurrentCulture.TextInfo.ANSICodePage)),
        ("ascii", () => Encoding.ASCII),
        ("bigendianunicode", () => Encoding.BigEndianUnicode),
        ("bigendianutf32", () => new UTF32Encoding(bigEndian: true, byteOrderMark: true)),
        ("oem", () => Encoding.GetEncoding(CultureInfo.CurrentCulture.TextInfo.OEMCodePage)),
        ("unicode", () => Encoding.Unicode),
        ("utf8", () => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)),
        ("utf8BOM", () => new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)),
        ("utf8NoBOM", () => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)),
        ("utf32", () => Encoding.UTF32),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(encoding => encoding.Name)];

    /// <summary>An encoding by its name, or by the number or name of a code page. E9001: there is none.</summary>
    public static Encoding Named(string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        try
        {
            if (Array.Find(All, one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Get is { } get)
                return get();
            return int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int page)
                ? Encoding.GetEncoding(page)
                : Encoding.GetEncoding(name);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new RimuruException(
                ErrorCodes.InvalidArgument,
                $"'{name}' is not an encoding.{Spelling.Hint(name, Names)} Use {string.Join(", ", Names)}, or a code page.",
                name,
                e
            );
        }
    }
}
