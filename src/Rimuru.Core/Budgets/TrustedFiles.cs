using Rimuru.Core.Config;
using Rimuru.Core.Errors;

namespace Rimuru.Core.Budgets;

/// <summary>The files of budgets that the user trusts, each by its content and for its place only.</summary>
internal sealed class TrustedFiles(HostEnvironment environment)
{
    private readonly TrustList list = new(environment, "trusted-budgets.txt");

    /// <summary>The paths of files that are or were trusted: such a file may have changed since.</summary>
    public IEnumerable<string> Paths => list.Entries().Select(entry => entry.Name);

    /// <summary>True if the file with this text is trusted; false too if the hash is of an older text.</summary>
    public bool Has(string path, string text) => list.Entries().Any(entry => IsOf(entry, path) && entry.Hash == TrustList.HashOf(text));

    /// <summary>Trusts this text at this path, instead of any other.</summary>
    public void Add(string path, string text)
    {
        if (path.AsSpan().ContainsAny('\r', '\n'))
            throw new RimuruException(ErrorCodes.InvalidArgument, $"{path} has a line break in its name.", path);
        list.Change(entries => [.. entries.Where(entry => !IsOf(entry, path)), (TrustList.HashOf(text), path)]);
    }

    public void Remove(string path) => list.Change(entries => entries.Where(entry => !IsOf(entry, path)));

    private bool IsOf((string Hash, string Path) entry, string path) => entry.Path.Equals(path, environment.PathComparison);
}
