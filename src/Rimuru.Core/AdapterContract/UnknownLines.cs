using System.Text.Json;
using Rimuru.Core.Formats;

namespace Rimuru.Core.AdapterContract;

/// <summary>
/// Collects the kinds of lines and counts in an agent's logs that its reader has no rule for. Only the health check of an agent uses it; an
/// ingest does not.
/// </summary>
/// <param name="known">What the reader knows; null if this is not recorded.</param>
internal sealed class UnknownLines(KnownLines? known)
{
    /// <summary>The length limit of a kind: a longer text is not a word of the agent's but a text of its user's.</summary>
    private const int LongestKind = 64;

    private readonly Dictionary<(string Kind, bool HasCounts), UnknownKind> kinds = [];
    private readonly NameTable names = new();
    private string? version;

    /// <summary>The unknown kinds, those that probably have usage first.</summary>
    public IEnumerable<UnknownKind> Kinds =>
        kinds.Values.OrderByDescending(kind => kind.HasCounts).ThenBy(kind => kind.Kind, StringComparer.Ordinal);

    /// <summary>The newest release in the logs; null if they name none.</summary>
    public string? NewestVersion { get; private set; }

    /// <summary>Resets the release before the next file.</summary>
    public void NextFile() => version = null;

    /// <summary>Adds something that no rule covers.</summary>
    /// <param name="kind">The agent's own word for it.</param>
    /// <param name="hasCounts">Whether it has token counts.</param>
    public void Add(string? kind, bool hasCounts)
    {
        string name = NameTable.Clean(kind) ?? "(none)";
        if (name.Length > LongestKind)
            name = name[..LongestKind];
        UnknownKind known = kinds.GetValueOrDefault((name, hasCounts), new UnknownKind(name, hasCounts, version, 0));
        kinds[(name, hasCounts)] = known with { Count = known.Count + 1, Version = version ?? known.Version };
    }

    /// <summary>Sets the release of the following lines.</summary>
    public void Release(string? named)
    {
        if (named is null)
            return;
        version = named;
        if (NewestVersion is null || ReleaseOrder.Compare(named, NewestVersion) > 0)
            NewestVersion = named;
    }

    /// <summary>Compares a whole line with what its reader knows.</summary>
    public void Compare(ReadOnlySpan<byte> line)
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

            // A line without a kind and without counts is not worth reporting.
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

/// <summary>A kind of line or count that no rule covers.</summary>
/// <param name="Kind">The agent's word for it.</param>
/// <param name="HasCounts">Whether it has token counts.</param>
/// <param name="Version">The newest release that wrote it; null if the log does not name it.</param>
/// <param name="Count">How often it occurred.</param>
internal sealed record UnknownKind(string Kind, bool HasCounts, string? Version, long Count);
