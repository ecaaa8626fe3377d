using Rimuru.Core.Errors;
using Rimuru.Core.Files;

namespace Rimuru.Core.Store.Sqlite;

/// <summary>What is at the path of a ledger, before anything is opened or created there.</summary>
internal static class SqliteFile
{
    /// <summary>True if a file is there, false if nothing is. E1001: it is something else, or cannot be reached.</summary>
    public static bool Exists(string path)
    {
        if (RegularFile.Exists(path))
            return true;
        if (WhyNot(path) is { } reason)
            throw FixedErrors.DatabaseConnection($"{path} is not a ledger: {reason}", path);

        // Another process may have created it meanwhile.
        return RegularFile.Exists(path);
    }

    private static string? WhyNot(string path)
    {
        const string Advice = "name a file in a folder, such as";
        if (Path.EndsInDirectorySeparator(path) || Directory.Exists(path))
            return $"it is a folder; {Advice} {Path.Combine(path, "ledger.db")}";
        if (Reached(path) is { } refused)
            return refused;
        if (FileStatus.Of(path) is { IsRegular: false })
            return "it is a pipe, a socket or a device";
        if (new FileInfo(path).LinkTarget is { } target)
            return $"it is a link to {target}, which does not exist";
        for (string? above = Path.GetDirectoryName(path); above is not null; above = Path.GetDirectoryName(above))
        {
            if (Directory.Exists(above))
                return null;
            if (File.Exists(above))
                return $"{above} is not a folder";
        }

        return null;
    }

    /// <summary>Why the system does not say what is there; null if it does.</summary>
    private static string? Reached(string path)
    {
        try
        {
            File.GetAttributes(path);
            return null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message.TrimEnd('.');
        }
    }
}
