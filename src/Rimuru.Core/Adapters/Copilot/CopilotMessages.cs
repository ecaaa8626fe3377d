using Rimuru.Core.AdapterContract;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Copilot;

/// <summary>Messages whose requests a later line may record completely: their rows, and the sum of their output.</summary>
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

    /// <summary>Takes all messages of another list, which is then empty.</summary>
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

    /// <summary>Retracts the messages, because their requests are now recorded completely.</summary>
    public void Replace(RowSink sink)
    {
        sink.Batch.Replaced.AddRange(unnamed);
        sink.Batch.Replaced.AddRange(named);
        Clear();
    }

    /// <summary>Retracts the messages without a call id: the others become the records of their calls.</summary>
    public void ReplaceUnnamed(RowSink sink)
    {
        sink.Batch.Replaced.AddRange(unnamed);
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
