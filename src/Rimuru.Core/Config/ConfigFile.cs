using System.Text;
using Rimuru.Core.Errors;
using Rimuru.Core.Files;

namespace Rimuru.Core.Config;

/// <summary>The text of a configuration file that may be absent.</summary>
internal static class ConfigFile
{
    /// <summary>The text; null if the file does not exist. E4003: it is not UTF-8. E4004: it cannot be read.</summary>
    public static string? Read(string path)
    {
        byte[] bytes;
        try
        {
            if (RegularFile.IsMissing(path))
                return null;
            bytes = RegularFile.ReadAllBytes(path, RegularFile.SmallDocument);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RimuruException(ErrorCodes.ConfigUnreadable, $"{path}: the configuration file cannot be read. {e.Message}", path, e);
        }
        return Decode(bytes, path);
    }

    private static string Decode(byte[] bytes, string path)
    {
        ReadOnlySpan<byte> text = bytes;
        if (text.StartsWith(Encoding.UTF8.Preamble))
            text = text[Encoding.UTF8.Preamble.Length..];
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(text);
        }
        catch (DecoderFallbackException e)
        {
            int line = 1 + text[..Math.Clamp(e.Index, 0, text.Length)].Count((byte)'\n');
            throw new RimuruException(ErrorCodes.ConfigFormat, $"{path}:{line}: the file is not UTF-8 text.", $"{path}:{line}", e);
        }
    }
}
