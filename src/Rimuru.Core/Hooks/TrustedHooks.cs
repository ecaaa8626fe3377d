using Rimuru.Core.Config;

namespace Rimuru.Core.Hooks;

/// <summary>
/// The hooks that this user lets this machine deliver, each by what it is: whoever may write to a shared ledger may put a hook there, or
/// change one. A script's path is kept here only.
/// </summary>
internal sealed class TrustedHooks(HostEnvironment environment)
{
    private const char Separator = '\t';

    private readonly TrustList list = new(environment, "trusted-hooks.txt");

    /// <param name="Definitions">The hashes of what is trusted.</param>
    /// <param name="Paths">The scripts by these hashes; empty for other hooks.</param>
    public sealed record Known(IReadOnlySet<string> Definitions, IReadOnlyDictionary<string, string> Paths);

    public Known Read()
    {
        List<(string Hash, string Name)> entries = list.Entries();
        Dictionary<string, string> paths = [];
        foreach ((string hash, string name) in entries)
        {
            int tab = name.IndexOf(Separator, StringComparison.Ordinal);
            if (tab >= 0)
                paths[hash] = name[(tab + 1)..];
        }

        return new(entries.Select(entry => entry.Hash).ToHashSet(StringComparer.Ordinal), paths);
    }

    /// <summary>What identifies a hook as it is now.</summary>
    public static string HashOf(string ledger, Hook hook) =>
        TrustList.HashOf($"{ledger}\n{hook.Name.ToUpperInvariant()}\n{hook.OnMachine}\n{hook.OfUser}\n{HookText.DefinitionOf(hook)}");

    /// <summary>Trusts a hook as it is now.</summary>
    /// <param name="ledger">The id of its ledger.</param>
    /// <param name="hook">The hook.</param>
    /// <param name="script">The path of its script; null if it has none.</param>
    public void Add(string ledger, Hook hook, string? script)
    {
        string name = NameIn(ledger, hook);
        list.Change(entries =>
            [.. entries.Where(entry => !IsOf(entry.Name, name)), (HashOf(ledger, hook), name + (script is null ? "" : Separator + script))]
        );
    }

    /// <summary>Trusts no hook with the name any more, however it was before.</summary>
    public void Remove(string ledger, Hook hook)
    {
        string name = NameIn(ledger, hook);
        if (list.Entries().Exists(entry => IsOf(entry.Name, name)))
            list.Change(entries => entries.Where(entry => !IsOf(entry.Name, name)));
    }

    private static string NameIn(string ledger, Hook hook) => $"{ledger}/{hook.Name}";

    private static bool IsOf(string entry, string name) => entry.Split(Separator)[0].Equals(name, StringComparison.OrdinalIgnoreCase);
}
