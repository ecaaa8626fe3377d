using System.Text;

namespace Rimuru.Core.Files;

/// <summary>
/// A file of lines that many processes append to. A line is one write under a lock of the file, so lines never mix and none is lost when a
/// new file is begun.
/// </summary>
/// <param name="Path">The file.</param>
/// <param name="MostBytes">The size at which a new file is begun.</param>
/// <param name="Kept">How many former files are kept.</param>
internal sealed record SharedLines(string Path, long MostBytes, int Kept)
{
    /// <summary>
    /// Appends a line. <see cref="IOException"/>, <see cref="UnauthorizedAccessException"/>, <see cref="NotSupportedException"/>: the file
    /// cannot be written, and has nothing of the line but perhaps its beginning.
    /// </summary>
    /// <param name="line">The line, without its end.</param>
    /// <param name="header">The first line of each file; null for none.</param>
    public void Append(string line, string? header = null)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(line + "\n");
        using FileStream file = Open();
        if (file.Length > 0 && file.Length + bytes.Length > MostBytes)
            BeginAnew(file);
        if (file.Length == 0 && header is not null)
            bytes = [.. Encoding.UTF8.GetBytes(header + "\n"), .. bytes];
        if (IsCutOff(file))
            bytes = [(byte)'\n', .. bytes];
        file.Seek(0, SeekOrigin.End);
        file.Write(bytes);
    }

    /// <summary>All lines of the former files and the current one, oldest first.</summary>
    public IEnumerable<string> Read()
    {
        for (int age = Kept; age >= 0; age--)
        {
            string path = Former(age);
            if (!RegularFile.Exists(path))
                continue;
            using StreamReader reader = new(RegularFile.OpenStream(path), Encoding.UTF8);
            while (reader.ReadLine() is { } line)
                yield return line;
        }
    }

    /// <summary>Opens and locks the file; a lock of another process lasts for one line.</summary>
    private FileStream Open()
    {
        const int Tries = 200;
        if (System.IO.Path.Exists(Path) && !RegularFile.Exists(Path))
            throw new IOException($"{Path} is not a regular file.");
        PrivateFile.Create(Path);
        for (int i = 1; ; i++)
        {
            try
            {
                return new FileStream(Path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            }
            catch (IOException) when (i < Tries)
            {
                Thread.Sleep(5);
            }
        }
    }

    /// <summary>True if the last line has no end, as after a full disk: the next one must not become a part of it.</summary>
    private static bool IsCutOff(FileStream file)
    {
        if (file.Length == 0)
            return false;
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() != '\n';
    }

    /// <summary>
    /// Copies the file to the newest former one and empties it. It is not renamed: another process may be waiting for its lock.
    /// </summary>
    private void BeginAnew(FileStream file)
    {
        for (int age = Kept; age > 1; age--)
        {
            if (File.Exists(Former(age - 1)))
                File.Move(Former(age - 1), Former(age), overwrite: true);
        }

        if (Kept > 0)
        {
            using FileStream former = PrivateFile.Open(Former(1));
            file.Seek(0, SeekOrigin.Begin);
            file.CopyTo(former);
        }

        file.SetLength(0);
    }

    private string Former(int age) => age == 0 ? Path : $"{Path}.{age}";
}
