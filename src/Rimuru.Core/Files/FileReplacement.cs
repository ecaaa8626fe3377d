namespace Rimuru.Core.Files;

/// <summary>
/// Replaces a file as a whole, so that no reader sees half of it. One process at a time does: the new file is also the lock.
/// </summary>
internal sealed class FileReplacement : IDisposable
{
    private readonly string target;
    private readonly FileStream fresh;
    private bool isTaken;

    private FileReplacement(string target, FileStream fresh) => (this.target, this.fresh) = (target, fresh);

    /// <summary>
    /// Waits for the turn of this process. The folder must exist; a symbolic link is followed. <see cref="IOException"/>: it cannot be
    /// written, or is a pipe or a device, which would be replaced by a file.
    /// </summary>
    public static FileReplacement Begin(string path)
    {
        string target = FinalPath.OfFile(path);
        RegularFile.Demand(target, long.MaxValue);
        return new(target, TakeTurn(target + ".new"));
    }

    /// <summary>Puts the new content in the file's place, and keeps its permissions; a new file is its owner's only.</summary>
    public void Commit(ReadOnlySpan<byte> content)
    {
        fresh.Write(content);
        fresh.Flush(flushToDisk: true);
        fresh.Dispose();
        if (!OperatingSystem.IsWindows() && File.Exists(target))
            File.SetUnixFileMode(fresh.Name, File.GetUnixFileMode(target));
        File.Move(fresh.Name, target, overwrite: true);
        isTaken = true;
    }

    public void Dispose()
    {
        fresh.Dispose();
        if (!isTaken)
            File.Delete(fresh.Name);
    }

    /// <summary>Only one process can create the file.</summary>
    private static FileStream TakeTurn(string path)
    {
        const int Tries = 40;
        for (int i = 0; ; i++)
        {
            try
            {
                FileStreamOptions options = new()
                {
                    Mode = FileMode.CreateNew,
                    Access = FileAccess.Write,
                    Share = FileShare.Delete,
                    Options = FileOptions.None,
                };
                if (!OperatingSystem.IsWindows())
                    options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
                return new FileStream(path, options);
            }
            catch (IOException) when (i < Tries)
            {
                // Left behind by a killed process: no write takes so long. A file that is gone by now has the time 1601.
                DateTime written = File.GetLastWriteTimeUtc(path);
                if (written < DateTime.UnixEpoch)
                    Thread.Sleep(1);
                else if (DateTime.UtcNow - written > TimeSpan.FromSeconds(30))
                    File.Delete(path);
                else
                    Thread.Sleep(50);
            }
        }
    }
}
