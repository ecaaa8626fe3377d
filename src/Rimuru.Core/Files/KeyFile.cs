using System.Security.Cryptography;

namespace Rimuru.Core.Files;

/// <summary>A file with a random key that only the user can read.</summary>
internal static class KeyFile
{
    /// <summary>Bytes of a key.</summary>
    public const int Length = 32;

    /// <summary>Creates the file, and its folder, unless it exists. <see cref="IOException"/>: it cannot be written.</summary>
    public static void Create(string path)
    {
        PrivateFile.CreateFolder(Path.GetDirectoryName(path)!);
        if (Path.Exists(path))
            return;
        using FileReplacement turn = FileReplacement.Begin(path);
        if (!Path.Exists(path))
            turn.Commit(RandomNumberGenerator.GetBytes(Length));
    }
}
