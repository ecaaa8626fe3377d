using System.Text;
using Rimuru.Core.Errors;

namespace Rimuru.Core.Config;

/// <summary>
/// Writes settings into the user's <c>local.toml</c> or <c>local.yaml</c>, whichever exists, and changes nothing else in it. The file is
/// replaced atomically, so that no reader sees half of it.
/// </summary>
internal sealed class ConfigWriter(ConfigPaths paths, IReadOnlyList<string> agents)
{
    /// <summary>
    /// Makes a change and verifies it by reading it back. E4006: the file cannot be written, or reading back gives another value.
    /// </summary>
    /// <returns>True if the file has changed.</returns>
    public bool Change(Action<ConfigEdit> change)
    {
        string path = SettingsFile.Find(paths).Path;
        try
        {
            Directory.CreateDirectory(paths.ConfigFolder);
            FileStream turn = TakeTurn(path + ".new");
            bool isTaken = false;
            try
            {
                string before = ConfigFile.Read(path) ?? "";
                SettingsFile.ReadInto(new ConfigLayer(), new ConfigSchema(agents), path, before);
                ConfigEdit edit = SettingsFile.Edit(path, before);
                change(edit);
                if (edit.Text == before)
                    return false;
                Check(path, edit.Text);
                Replace(path, turn, edit.Text);
                return isTaken = true;
            }
            finally
            {
                turn.Dispose();
                if (!isTaken)
                    File.Delete(turn.Name);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RimuruException(
                ErrorCodes.ConfigNotWritten,
                $"{path}: the configuration file cannot be written. {e.Message}",
                path,
                e
            );
        }
    }

    // Lines of the discarded text would not help.
    private void Check(string path, string text)
    {
        try
        {
            SettingsFile.ReadInto(new ConfigLayer(), new ConfigSchema(agents), path, text);
        }
        catch (RimuruException e)
        {
            throw new RimuruException(
                ErrorCodes.ConfigNotWritten,
                $"{path}: the change cannot be made automatically because of how the file is written. Make it by hand.",
                path,
                e
            );
        }
    }

    /// <summary>The new file is also the lock: only one process can create it.</summary>
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

    /// <summary>Follows symbolic links, as used for settings in a dotfiles repository, and keeps the file's permissions.</summary>
    private static void Replace(string path, FileStream fresh, string text)
    {
        string target = File.Exists(path) && File.ResolveLinkTarget(path, returnFinalTarget: true) is { } link ? link.FullName : path;
        fresh.Write(Encoding.UTF8.GetBytes(text));
        fresh.Flush(flushToDisk: true);
        fresh.Dispose();
        if (!OperatingSystem.IsWindows() && File.Exists(target))
            File.SetUnixFileMode(fresh.Name, File.GetUnixFileMode(target));
        File.Move(fresh.Name, target, overwrite: true);
    }
}
