using Rimuru.Core.Files;

namespace Rimuru.Core.Logging;

/// <summary>The log's file, which all processes of a user append to.</summary>
internal static class LogFile
{
    /// <summary>Appends a line. If the file cannot be written, the line is lost: the log must never stop what is logged.</summary>
    public static void Append(LogSettings settings, string line)
    {
        try
        {
            LinesOf(settings).Append(line);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException) { }
    }

    /// <summary>All lines of the former files and the current one, oldest first.</summary>
    public static IEnumerable<string> ReadLines(LogSettings settings) => LinesOf(settings).Read();

    private static SharedLines LinesOf(LogSettings settings) => new(settings.Path, settings.MostBytes, settings.Kept);
}
