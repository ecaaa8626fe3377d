using System.Security.Cryptography;
using System.Text;
using Rimuru.Core.Errors;
using Rimuru.Core.Files;

namespace Rimuru.Core.Config;

/// <summary>
/// What the user trusts, each by the hash of its content: a line with a hash and a name. It is the user's own list, even if another home is
/// read.
/// </summary>
/// <param name="environment">The machine and the user.</param>
/// <param name="file">The name of the list's file.</param>
internal sealed class TrustList(HostEnvironment environment, string file)
{
    private readonly string list = Path.Combine(new ConfigPaths(environment).ConfigFolder, file);

    public static string HashOf(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Of a list that others could write nothing counts.</summary>
    public List<(string Hash, string Name)> Entries()
    {
        if (ConfigFile.Read(list) is not { } text || PrivateFile.WhyNotPrivate(list) is not null)
            return [];
        return
        [
            .. from line in text.Split('\n')
            let blank = line.IndexOf(' ', StringComparison.Ordinal)
            where blank > 0
            select (line[..blank], line[(blank + 1)..]),
        ];
    }

    public void Change(Func<List<(string Hash, string Name)>, IEnumerable<(string Hash, string Name)>> change)
    {
        try
        {
            PrivateFile.CreateFolder(Path.GetDirectoryName(list)!);
            using FileReplacement replacement = FileReplacement.Begin(list);
            replacement.Commit(Encoding.UTF8.GetBytes(string.Concat(change(Entries()).Select(entry => $"{entry.Hash} {entry.Name}\n"))));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RimuruException(ErrorCodes.ConfigNotWritten, $"{list} cannot be written. {e.Message}", list, e);
        }
    }
}
