using System.Text.Json;
using Rimuru.Core.Errors;

namespace Rimuru.Core.Pricing;

/// <summary>
/// The price table as bytes with an index of names. Each model is on a line of its own that begins with provider, id, aliases and name.
/// The rest of a line is parsed when its row is first used, so that opening the table parses only the names.
/// </summary>
internal sealed class PriceTable
{
    /// <summary>Prefix of the provider of a row that the user set; no provider's name ends in a colon.</summary>
    private const string Override = "override:";

    private readonly ReadOnlyMemory<byte> json;
    private readonly List<Entry> entries = [];
    private readonly Dictionary<string, Dictionary<string, int>> exact = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lazy<Dictionary<string, Dictionary<string, int>>> folded;

    private bool hasOverrides;

    private PriceTable(ReadOnlyMemory<byte> json)
    {
        this.json = json;
        folded = new Lazy<Dictionary<string, Dictionary<string, int>>>(Fold);
    }

    /// <summary>Date and content hash: <c>2026-11-22+1a2b3c4d</c>.</summary>
    internal string Version { get; private set; } = "";

    internal int Count => entries.Count;

    /// <summary>Opens a table; <paramref name="source"/> names it in errors.</summary>
    internal static PriceTable Open(ReadOnlyMemory<byte> json, string source)
    {
        try
        {
            var table = new PriceTable(json);
            table.Scan();
            return table;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw new RimuruException(ErrorCodes.PriceTableInvalid, $"The price table {source} cannot be read: {e.Message}", source, e);
        }
    }

    internal PriceRow Row(int index)
    {
        Entry entry = entries[index];
        if (entry.Row is { } row)
            return row;
        try
        {
            // Two threads may parse a row at the same time; the first result is kept.
            PriceRow read = PriceRowReader.Read(json.Slice(entry.Start, entry.Length));
            return Interlocked.CompareExchange(ref entry.Row, read, null) ?? read;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            throw new RimuruException(ErrorCodes.PriceTableInvalid, $"The price table {Version} cannot be read: {e.Message}", entry.Id, e);
        }
    }

    /// <summary>The bytes of a row of this table.</summary>
    internal ReadOnlyMemory<byte> LineOf(PriceRow row)
    {
        Entry entry = EntryOf(row);
        return json.Slice(entry.Start, entry.Length);
    }

    /// <summary>The other names of a row of this table.</summary>
    internal IReadOnlyList<string> AliasesOf(PriceRow row) => EntryOf(row).Aliases;

    /// <summary>True if the table has rows of a provider.</summary>
    internal bool Knows(string provider) => exact.ContainsKey(provider);

    /// <summary>The price that the user set for a name, for this provider or for any; null if there is none.</summary>
    internal PriceRow? FindOverride(string? provider, string name)
    {
        if (!hasOverrides)
            return null;
        PriceRow? own = string.IsNullOrEmpty(provider) ? null : FindExact(Override + provider, name, out _);
        return own ?? FindExact(Override, name, out _);
    }

    /// <summary>The row with this id or alias; <paramref name="isId"/> says which.</summary>
    internal PriceRow? FindExact(string provider, string name, out bool isId)
    {
        isId = false;
        if (!exact.TryGetValue(provider, out Dictionary<string, int>? names) || !names.TryGetValue(name, out int index))
            return null;
        isId = entries[index].Id.Equals(name, StringComparison.OrdinalIgnoreCase);
        return Row(index);
    }

    /// <summary>The row whose id, alias or display name is the same after <see cref="ModelName.Fold"/>.</summary>
    internal PriceRow? FindFolded(string provider, string foldedName) =>
        folded.Value.TryGetValue(provider, out Dictionary<string, int>? names) && names.TryGetValue(foldedName, out int index)
            ? Row(index)
            : null;

    /// <summary>Reads the head of the table, then the names at the start of each line; the prices after them are skipped.</summary>
    private void Scan()
    {
        ReadOnlySpan<byte> text = json.Span;
        var reader = new Utf8JsonReader(text);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new FormatException("it is not a JSON object");
        bool found = false;
        while (!found && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("version"u8))
                Version = Next(ref reader) ?? "";
            else if (reader.ValueTextEquals("models"u8))
                found = reader.Read() && reader.TokenType == JsonTokenType.StartArray;
            else
                reader.Skip();
        }

        for (int at = (int)reader.BytesConsumed; found && at < text.Length; )
        {
            int end = text[at..].IndexOf((byte)'\n') is var length and >= 0 ? at + length : text.Length;
            ReadOnlySpan<byte> line = WithoutEnd(text[at..end]);
            if (line.Length > 0 && line[0] == '{')
                ScanRow(line, at);
            else if (line.Length > 0 && line[0] == ']')
                break;
            at = end + 1;
        }

        if (Version.Length == 0 || entries.Count == 0)
            throw new FormatException("it has no version, or no models on lines of their own");
    }

    private static ReadOnlySpan<byte> WithoutEnd(ReadOnlySpan<byte> line)
    {
        int length = line.Length;
        while (length > 0 && (line[length - 1] is (byte)' ' or (byte)'\r' or (byte)','))
            length--;
        return line[..length];
    }

    private void ScanRow(ReadOnlySpan<byte> line, int start)
    {
        string? provider = null,
            id = null,
            name = null;
        List<string> aliases = [];
        var reader = new Utf8JsonReader(line);
        reader.Read();
        bool head = true,
            isOverride = false;
        while (head && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("provider"u8))
                provider = Next(ref reader);
            else if (reader.ValueTextEquals("id"u8))
                id = Next(ref reader);
            else if (reader.ValueTextEquals("name"u8))
                name = Next(ref reader);
            else if (reader.ValueTextEquals("override"u8))
            {
                reader.Skip();
                isOverride = hasOverrides = true;
            }
            else if (reader.ValueTextEquals("aliases"u8))
            {
                reader.Read();
                while (reader.Read() && reader.TokenType == JsonTokenType.String)
                    aliases.Add(reader.GetString()!);
            }
            else
                head = false;
        }

        if (provider is null || id is null)
            throw new FormatException($"model {entries.Count} does not begin with its provider and id");
        int index = entries.Count;
        if (isOverride)
            provider = Override + provider;
        entries.Add(new Entry(provider, id, name, aliases, start, line.Length));
        if (!exact.TryGetValue(provider, out Dictionary<string, int>? names))
            exact[provider] = names = new(StringComparer.OrdinalIgnoreCase);
        if (!names.TryAdd(id, index))
            throw new FormatException($"{provider}/{id} occurs twice");
        foreach (string alias in aliases)
        {
            if (!names.TryAdd(alias, index) && !isOverride)
                throw new FormatException($"the alias {alias} of {provider}/{id} occurs twice");
        }
    }

    private static string? Next(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetString();
    }

    private Dictionary<string, Dictionary<string, int>> Fold()
    {
        Dictionary<string, Dictionary<string, int>> result = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string provider, Dictionary<string, int> names) in exact)
        {
            Dictionary<string, int> target = result[provider] = new(StringComparer.Ordinal);
            HashSet<string> contested = new(StringComparer.Ordinal);
            foreach ((string name, int index) in names)
                Add(target, contested, name, index);
            foreach (string key in contested)
                target.Remove(key);
        }

        // Display names are added last and never replace an id. A name that two models share matches neither.
        Dictionary<(string, string), int> displayed = [];
        for (int i = 0; i < entries.Count; i++)
        {
            if (entries[i].Name is not { } name)
                continue;
            (string, string) key = (entries[i].Provider, ModelName.Fold(name));
            displayed[key] = displayed.ContainsKey(key) ? -1 : i;
        }

        foreach (((string provider, string key), int index) in displayed)
        {
            if (index >= 0)
                result[provider].TryAdd(key, index);
        }

        return result;
    }

    private static void Add(Dictionary<string, int> target, HashSet<string> contested, string name, int index)
    {
        string key = ModelName.Fold(name);
        if (target.TryGetValue(key, out int other) && other != index)
            contested.Add(key);
        else
            target[key] = index;
    }

    private Entry EntryOf(PriceRow row) =>
        entries.Find(entry => ReferenceEquals(entry.Row, row))
        ?? throw new ArgumentException($"{row} is not a row of {Version}.", nameof(row));

    private sealed class Entry(string provider, string id, string? name, List<string> aliases, int start, int length)
    {
        public List<string> Aliases { get; } = aliases;

        public string Provider { get; } = provider;

        public string Id { get; } = id;

        public string? Name { get; } = name;

        public int Start { get; } = start;

        public int Length { get; } = length;

        public PriceRow? Row;
    }
}
