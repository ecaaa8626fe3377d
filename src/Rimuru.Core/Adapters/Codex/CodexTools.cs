using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Codex;

/// <summary>
/// The tools of the response whose count is still to come: a response's calls are written before its usage. Part of the reader's state.
/// </summary>
internal sealed class CodexTools
{
    private const string ServerPrefix = "mcp__";

    /// <summary>How far from its beginning the type of a call is searched for.</summary>
    private const int LongestHead = 192;

    private readonly List<Call> waiting = [];

    /// <summary>The calls of the last count, which its record repeats.</summary>
    private readonly List<Call> counted = [];
    private RecordKey countedKey;

    /// <summary>The end of the types of items that are calls.</summary>
    private static ReadOnlySpan<byte> CallType => "_call\""u8;

    /// <summary>Notes the call of a tool, if the line is one. Of other lines, only the first bytes are looked at.</summary>
    public void Note(ReadOnlySpan<byte> line, NameTable names)
    {
        if (line[..Math.Min(line.Length, LongestHead)].IndexOf(CallType) < 0)
            return;
        try
        {
            LineJson reader = new(line);
            while (reader.Next())
            {
                if (reader.Is("payload"u8) && reader.Enter())
                {
                    Read(ref reader, line, names);
                    return;
                }
            }
        }
        catch (JsonException)
        {
            // The rest of such a line is not checked for any other purpose either.
        }
    }

    /// <summary>Forgets calls without a count: what begins now is another turn, or the calls are copies from another thread.</summary>
    public void Begin() => waiting.Clear();

    /// <summary>Gives the waiting calls to the response that was counted.</summary>
    public void Counted(RecordKey record, RowSink sink)
    {
        counted.Clear();
        counted.AddRange(waiting);
        waiting.Clear();
        countedKey = record;
        Write(record, sink);
    }

    /// <summary>A better source of a response that was counted before: its calls are that one's.</summary>
    public void Replaced(RecordKey former, RecordKey record, RowSink sink)
    {
        if (former == countedKey)
            Write(record, sink);
    }

    public void Save(StateWriter state)
    {
        Save(state, waiting);
        Save(state, counted);
        state.Add(countedKey);
    }

    public void Restore(StateReader state)
    {
        Restore(state, waiting);
        Restore(state, counted);
        countedKey = state.Key();
    }

    private void Write(RecordKey record, RowSink sink)
    {
        foreach (Call call in counted)
            sink.Batch.Tools.Add(ToolUse.Of(record, call.Use, call.Tool));
    }

    private void Read(ref LineJson payload, ReadOnlySpan<byte> line, NameTable names)
    {
        string? name = null,
            space = null;
        long? use = null;
        while (payload.Next())
        {
            if (payload.Is("type"u8))
                name ??= TypeOf(ref payload);
            else if (payload.Is("name"u8))
                name = names.Read(ref payload) ?? name;
            else if (payload.Is("namespace"u8))
                space = names.Read(ref payload);
            else if (payload.Is("call_id"u8))
                use = payload.TokenType == JsonTokenType.String ? StableHash.Of(payload.ValueSpan) : null;
            else
                payload.SkipRaw();
        }

        if (name is null)
            return;
        if (space is not null && space.StartsWith(ServerPrefix, StringComparison.Ordinal))
            name = $"{space.TrimEnd('_')}__{name}";
        waiting.Add(new Call(use ?? StableHash.Of(line), name));
    }

    /// <summary>The name of a tool of the service, whose call has none.</summary>
    private static string? TypeOf(ref LineJson reader)
    {
        if (reader.ValueIs("web_search_call"u8))
            return "web_search";
        return reader.ValueIs("local_shell_call"u8) ? "local_shell" : null;
    }

    private static void Save(StateWriter state, List<Call> calls)
    {
        state.Add(calls.Count);
        foreach (Call call in calls)
            state.Add(call.Use).Add(call.Tool);
    }

    private static void Restore(StateReader state, List<Call> calls)
    {
        for (long left = state.Number(); left > 0; left--)
            calls.Add(new Call(state.Number(), state.Text()!));
    }

    private sealed record Call(long Use, string Tool);
}
