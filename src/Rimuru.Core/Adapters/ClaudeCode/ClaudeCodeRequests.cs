using Rimuru.Core.AdapterContract;

namespace Rimuru.Core.Adapters.ClaudeCode;

/// <summary>
/// The most recent requests that a file itself contains: an <c>api-request</c> line comes a few lines before the response that refers to
/// it.
/// </summary>
internal sealed class ClaudeCodeRequests
{
    private const int Remembered = 64;

    private readonly long[] hashes = new long[Remembered];
    private int count;
    private int counted;

    /// <summary>Marks the requests so far as included in a logged total.</summary>
    public void Counted() => counted = count;

    /// <summary>True for a request that was made before the last total was logged.</summary>
    public bool IsCounted(long hash) => hashes.AsSpan(0, counted).Contains(hash);

    public void Add(long hash)
    {
        if (count == Remembered)
        {
            Array.Copy(hashes, 1, hashes, 0, --count);
            counted = Math.Max(0, counted - 1);
        }

        hashes[count++] = hash;
    }

    public bool Contains(long hash)
    {
        for (int i = 0; i < count; i++)
        {
            if (hashes[i] == hash)
                return true;
        }

        return false;
    }

    public void Save(StateWriter state)
    {
        state.Add(count);
        for (int i = 0; i < count; i++)
            state.Add(hashes[i]);
        state.Add(counted);
    }

    public void Restore(StateReader state)
    {
        for (long i = state.Number(); i > 0; i--)
            Add(state.Number());
        counted = (int)state.Number();
    }
}
