using System.Text;
using Rimuru.Core.Files;

namespace Rimuru.Core.Logging;

/// <summary>
/// The log's file, which all processes of a user append to. An entry is one write under a lock of the file, so entries never mix and none
/// is lost when a new file is begun.
/// </summary>
internal static class LogFile
{
    /// <summary>Appends a line. If the file cannot be written, the line is lost: the log must never stop what is logged.</summary>
    public static void Append(LogSettings settings, string line)
    {
        try
        {
            byte[] bytes = Encoding.UTF8.GetBytes(line + "\n");
            using FileStream file = Open(settings.Path);
            if (file.Length > 0 && file.Length + bytes.Length > settings.MostBytes)
                BeginAnew(settings, file);
            file.Seek(0, SeekOrigin.End);
            file.Write(bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException) { }
    }

    /// <summary>All lines of the former files and the current one, oldest first.</summary>
    public static IEnumerable<string> ReadLines(LogSettings settings)
    {
        for (int age = settings.Kept; age >= 0; age--)
        {
            string path = Former(settings.Path, age);
            if (!RegularFile.Exists(path))
                continue;
            using StreamReader reader = new(RegularFile.OpenStream(path), Encoding.UTF8);
            while (reader.ReadLine() is { } line)
                yield return line;
        }
    }

    /// <summary>Opens and locks the file; a lock of another process lasts for one line.</summary>
    private static FileStream Open(string path)
    {
        const int Tries = 200;
        if (Path.Exists(path) && !RegularFile.Exists(path))
            throw new IOException($"{path} is not a regular file.");
        PrivateFile.Create(path);
        for (int i = 1; ; i++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            }
            catch (IOException) when (i < Tries)
            {
                Thread.Sleep(5);
            }
        }
    }

    /// <summary>
    /// Copies the file to the newest former one and empties it. It is not renamed: another process may be waiting for its lock.
    /// </summary>
    private static void BeginAnew(LogSettings settings, FileStream file)
    {
        for (int age = settings.Kept; age > 1; age--)
        {
            if (File.Exists(Former(settings.Path, age - 1)))
                File.Move(Former(settings.Path, age - 1), Former(settings.Path, age), overwrite: true);
        }

        if (settings.Kept > 0)
        {
            using FileStream former = PrivateFile.Open(Former(settings.Path, 1));
            file.Seek(0, SeekOrigin.Begin);
            file.CopyTo(former);
        }

        file.SetLength(0);
    }

    private static string Former(string path, int age) => age == 0 ? path : $"{path}.{age}";
}
