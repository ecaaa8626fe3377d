using System.Text;
using Rimuru.Core.Config;
using Rimuru.Core.Files;

namespace Rimuru.Core.Credentials;

/// <summary>
/// The encrypted file in the configuration folder. It protects copies of the one file and keeps secrets from casual looks; it does not
/// protect them from programs of the same user, which can read the key as Rimuru does.
/// </summary>
internal sealed class FileSource(ConfigPaths paths) : ICredentialSource
{
    public CredentialSource Kind => CredentialSource.File;

    private string Path => paths.CredentialFile;

    public string? Find(string name)
    {
        CredentialFile? file = CredentialFile.Read(Path);
        if (file?.Secrets.GetValueOrDefault(name) is not { } encrypted)
            return null;
        return Encoding.UTF8.GetString(Cipher().Decrypt(name, encrypted, file));
    }

    public IReadOnlyList<(string Name, string Place)> List() =>
        CredentialFile.Read(Path) is { } file ? [.. file.Secrets.Keys.Select(name => (name, Path))] : [];

    public string Set(string name, string secret)
    {
        Change(file =>
        {
            ISecretCipher cipher = Cipher();
            CredentialFile known = file is { Secrets.Count: > 0 } ? file : new CredentialFile(Path, cipher.Name, cipher.CreateKey());
            known.Secrets[name] = cipher.Encrypt(name, Encoding.UTF8.GetBytes(secret), known);
            return known;
        });
        return Path;
    }

    public bool Remove(string name)
    {
        bool isThere = File.Exists(Path);
        if (isThere)
            Change(file => (isThere = file?.Secrets.Remove(name) ?? false) ? file : null);
        return isThere;
    }

    private ISecretCipher Cipher() => OperatingSystem.IsWindows() ? new WindowsCipher() : new KeyFileCipher(paths.CredentialKeyFile);

    /// <summary>Changes the file while no other process does; null leaves it as it is.</summary>
    private void Change(Func<CredentialFile?, CredentialFile?> change)
    {
        try
        {
            PrivateFile.CreateFolder(paths.ConfigFolder);
            using FileReplacement turn = FileReplacement.Begin(Path);
            if (change(CredentialFile.Read(Path)) is { } changed)
                turn.Commit(changed.ToBytes());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SourceUnusableException($"{Path} cannot be written. {e.Message}", e);
        }
    }
}
