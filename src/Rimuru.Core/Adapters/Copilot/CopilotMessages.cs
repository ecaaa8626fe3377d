using Rimuru.Core.AdapterContract;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Copilot;

/// <summary>Messages whose requests a later word may tell in full: their rows, and their output together.</summary>
internal sealed class CopilotMessages
{
    private readonly List<RecordKey> unnamed = [];
    private readonly List<RecordKey> named = [];

    public long Output { get; private set; }

    public void Add(RecordKey key, long output, bool namesCall)
    {
        (namesCall ? named : unnamed).Add(key);
        Output += output;
    }

    /// <summary>Takes over what others hold, and leaves them empty.</summary>
    public void Take(CopilotMessages others)
    {
        unnamed.AddRange(others.unnamed);
        named.AddRange(others.named);
        Output += others.Output;
        others.Clear();
    }

    public void Clear()
    {
        unnamed.Clear();
        named.Clear();
        Output = 0;
    }

    /// <summary>What the messages told in part is told in full now.</summary>
    public void Replace(RowSink sink)
    {
        sink.Batch.Superseded.AddRange(unnamed);
        sink.Batch.Superseded.AddRange(named);
        Clear();
    }

    /// <summary>Those that name no call: the others become the records of their calls by themselves.</summary>
    public void ReplaceUnnamed(RowSink sink)
    {
        sink.Batch.Superseded.AddRange(unnamed);
        unnamed.Clear();
    }

    public void Save(StateWriter state)
    {
        state.Add(Output);
        foreach (List<RecordKey> keys in (List<RecordKey>[])[unnamed, named])
        {
            state.Add(keys.Count);
            foreach (RecordKey key in keys)
                state.Add(key);
        }
    }

    public void Restore(StateReader state)
    {
        Output = state.Number();
        foreach (List<RecordKey> keys in (List<RecordKey>[])[unnamed, named])
        {
            for (long i = state.Number(); i > 0; i--)
                keys.Add(state.Key());
        }
    }
}
