namespace Rimuru.Core.Formats;

/// <summary>URIs of folders, as editors write them.</summary>
internal static class FileUri
{
    /// <summary>The path in a folder's URI, on any operating system; null if it is not such a URI.</summary>
    public static string? PathOf(string? uri)
    {
        if (uri is null || !Uri.TryCreate(uri, UriKind.Absolute, out Uri? parsed))
            return null;
        string path = Uri.UnescapeDataString(parsed.AbsolutePath);

        // file:///c%3A/Users/dev is C:\Users\dev.
        return path switch
        {
            ['/', _, ':', ..] => path[1..],
            { Length: > 1 } => path,
            _ => null,
        };
    }
}
