using System.Text.Json;
using Rimuru.Core.Formats;

namespace Rimuru.Core.AdapterContract;

/// <summary>
/// Takes down what a reader met in its agent's logs and has no rule for. Asked for by the check of an agent only: an ingest pays nothing
/// for it.
/// </summary>
/// <param name="known">What the reader knows; null where nobody has written that down.</param>
internal sealed class UnknownLines(KnownLines? known)
{
    /// <summary>A kind is a word of the agent's, not a text of its user's.</summary>
    private const int LongestKind = 64;

    private readonly Dictionary<(string Kind, bool HasCounts), UnknownKind> kinds = [];
    private readonly NameTable names = new();
    private string? version;

    /// <summary>What was met, the likeliest to cost something first.</summary>
    public IEnumerable<UnknownKind> Kinds =>
        kinds.Values.OrderByDescending(kind => kind.HasCounts).ThenBy(kind => kind.Kind, StringComparer.Ordinal);

    /// <summary>The newest release that a log names; null where none does.</summary>
    public string? NewestVersion { get; private set; }

    /// <summary>Forgets the release of the file before.</summary>
    public void NextFile() => version = null;

    /// <summary>Something that no rule takes.</summary>
    /// <param name="kind">The agent's own word for it.</param>
    /// <param name="hasCounts">Whether it holds counts of tokens.</param>
    public void Add(string? kind, bool hasCounts)
    {
        string name = NameTable.Clean(kind) ?? "(none)";
        if (name.Length > LongestKind)
            name = name[..LongestKind];
        UnknownKind known = kinds.GetValueOrDefault((name, hasCounts), new UnknownKind(name, hasCounts, version, 0));
        kinds[(name, hasCounts)] = known with { Count = known.Count + 1, Version = version ?? known.Version };
    }

    /// <summary>The release that the following lines are of.</summary>
    public void Release(string? named)
    {
        if (named is null)
            return;
        version = named;
        if (NewestVersion is null || ReleaseOrder.Compare(named, NewestVersion) > 0)
            NewestVersion = named;
    }

    /// <summary>Holds one whole line against what its reader knows.</summary>
    public void Look(ReadOnlySpan<byte> line)
    {
        if (known is null)
            return;
        using JsonDocument document = JsonFields.Parse(line);
        JsonElement root = document.RootElement;
        Release(NameTable.Clean(known.VersionOf(root)));
        string? kind = known.KindOf(root);
        if (kind is null || !known.Kinds.TryGetValue(kind, out LineUse use))
        {
            bool hasCounts = TokenCounts.Any(root, known);

            // A line without a kind and without counts is a note of the agent's that says nothing of its kind.
            if (kind is not null || hasCounts)
                Add(kind, hasCounts);
        }
        else if (use == LineUse.NoCounts && TokenCounts.Any(root, known))
        {
            Add(kind, hasCounts: true);
        }
        else if (use == LineUse.Counted)
        {
            foreach (
                string name in TokenCounts.Names(root, known).Where(name => !known.Counts.Contains(name)).Distinct(StringComparer.Ordinal)
            )
                Add($"{kind}: {name}", hasCounts: true);
        }
    }
}

/// <summary>A kind of line, or of count, that no rule takes.</summary>
/// <param name="Kind">The agent's word for it.</param>
/// <param name="HasCounts">Whether it holds counts of tokens.</param>
/// <param name="Version">The release that wrote it last; null where the log does not tell.</param>
/// <param name="Count">How often it was met.</param>
internal sealed record UnknownKind(string Kind, bool HasCounts, string? Version, long Count);
