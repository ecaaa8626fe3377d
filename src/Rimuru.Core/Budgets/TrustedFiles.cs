using System.Security.Cryptography;
using System.Text;
using Rimuru.Core.Config;
using Rimuru.Core.Errors;
using Rimuru.Core.Files;

namespace Rimuru.Core.Budgets;

/// <summary>
/// The files of budgets that the user trusts, each by its content and for its place only: a line with a hash and a path. It is the user's
/// own list, even if another home is read.
/// </summary>
internal sealed class TrustedFiles(HostEnvironment environment)
{
    private readonly string list = Path.Combine(new ConfigPaths(environment).ConfigFolder, "trusted-budgets.txt");

    /// <summary>The paths of files that are or were trusted: such a file may have changed since.</summary>
    public IEnumerable<string> Paths => Entries().Select(entry => entry.Path);

    /// <summary>True if the file with this text is trusted; false too if the hash is of an older text.</summary>
    public bool Has(string path, string text) => Entries().Any(entry => IsOf(entry, path) && entry.Hash == HashOf(text));

    /// <summary>Trusts this text at this path, instead of any other.</summary>
    public void Add(string path, string text)
    {
        if (path.AsSpan().ContainsAny('\r', '\n'))
            throw new RimuruException(ErrorCodes.InvalidArgument, $"{path} has a line break in its name.", path);
        Change(entries => [.. entries.Where(entry => !IsOf(entry, path)), (HashOf(text), path)]);
    }

    public void Remove(string path) => Change(entries => [.. entries.Where(entry => !IsOf(entry, path))]);

    private bool IsOf((string Hash, string Path) entry, string path) => entry.Path.Equals(path, environment.PathComparison);

    private static string HashOf(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private void Change(Func<List<(string Hash, string Path)>, List<(string Hash, string Path)>> change)
    {
        try
        {
            PrivateFile.CreateFolder(Path.GetDirectoryName(list)!);
            using FileReplacement file = FileReplacement.Begin(list);
            file.Commit(Encoding.UTF8.GetBytes(string.Concat(change(Entries()).Select(entry => $"{entry.Hash} {entry.Path}\n"))));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RimuruException(ErrorCodes.ConfigNotWritten, $"{list} cannot be written. {e.Message}", list, e);
        }
    }

    /// <summary>Of a list that others could write nothing counts.</summary>
    private List<(string Hash, string Path)> Entries()
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
}
