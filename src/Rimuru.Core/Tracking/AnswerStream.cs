using System.Runtime.CompilerServices;

namespace Rimuru.Core.Tracking;

/// <summary>Adapts the ledger's synchronous results to the asynchronous public interfaces.</summary>
internal static class AnswerStream
{
    public static async IAsyncEnumerable<T> Of<T>(IEnumerable<T> items, [EnumeratorCancellation] CancellationToken stop)
    {
        foreach (T item in items)
        {
            stop.ThrowIfCancellationRequested();
            yield return item;
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }
}
