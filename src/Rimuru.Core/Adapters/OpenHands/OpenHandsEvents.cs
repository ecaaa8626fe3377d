using System.Globalization;
using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.OpenHands;

/// <summary>When responses came, by the events beside a conversation's state: a file each, which is read once.</summary>
internal sealed class OpenHandsEvents
{
    private const string Folder = "events";
    private const string Start = "event-";

    /// <summary>More responses than any conversation has.</summary>
    private const int MostResponses = 1 << 16;

    private readonly Dictionary<string, long> times = new(StringComparer.Ordinal);
    private long next;

    public OpenHandsEvents(ReadOnlySpan<byte> state)
    {
        if (state.IsEmpty)
            return;
        using StateReader saved = new(state);
        next = saved.Number();
        for (long left = saved.Number(); left > 0; left--)
            times[saved.Text() ?? ""] = saved.Number();
    }

    public byte[] Save()
    {
        using StateWriter state = new();
        state.Add(next).Add((long)times.Count);
        foreach ((string response, long ms) in times)
            state.Add(response).Add(ms);
        return state.ToArray();
    }

    /// <summary>Null if no event tells.</summary>
    public long? TimeOf(string? response) => response is not null && times.TryGetValue(response, out long ms) ? ms : null;

    /// <summary>Reads the events that are new.</summary>
    public void Read(string conversation, NameTable names, CancellationToken stop)
    {
        IEnumerable<(long Number, string Path)> files = LogFiles
            .In(Path.Combine(conversation, Folder), Start + "*.json")
            .Select(path => (NumberOf(path), path))
            .Where(file => file.Item1 >= next)
            .OrderBy(file => file.Item1);
        foreach ((long number, string path) in files)
        {
            stop.ThrowIfCancellationRequested();
            if (times.Count >= MostResponses)
                return;
            if (TryRead(path, names))
                next = number + 1;
        }
    }

    /// <summary>Several events may be of one response: the first came when it did.</summary>
    private bool TryRead(string path, NameTable names)
    {
        try
        {
            using JsonDocument document = JsonFields.ParseFile(path);
            JsonElement root = document.RootElement;
            if (root.Text("llm_response_id"u8, names) is { } response && Timestamps.OfLocal(root.Get("timestamp"u8).Text()) is { } ms)
                times.TryAdd(response, ms);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || Json.IsDefect(e))
        {
            return false; // it is being written, or its responses have no time of their own
        }
    }

    private static long NumberOf(string path)
    {
        string name = Path.GetFileName(path)[Start.Length..];
        int end = name.IndexOf('-', StringComparison.Ordinal);
        return end > 0 && long.TryParse(name[..end], NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : -1;
    }
}
