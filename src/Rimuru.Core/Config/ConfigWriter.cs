using System.Text;
using Rimuru.Core.Errors;
using Rimuru.Core.Files;

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
            using FileReplacement turn = FileReplacement.Begin(path);
            string before = ConfigFile.Read(path) ?? "";
            SettingsFile.ReadInto(new ConfigLayer(), new ConfigSchema(agents), path, before);
            ConfigEdit edit = SettingsFile.Edit(path, before);
            change(edit);
            if (edit.Text == before)
                return false;
            Check(path, edit.Text);
            turn.Commit(Encoding.UTF8.GetBytes(edit.Text));
            return true;
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
}
