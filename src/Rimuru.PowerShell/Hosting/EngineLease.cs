using Rimuru.Core;

namespace Rimuru.Hosting;

/// <summary>An engine that one command has for itself.</summary>
internal sealed class EngineLease(EngineShelf shelf, OpenEngine open) : IDisposable
{
    private OpenEngine? open = open;

    public RimuruEngine Engine => open?.Engine ?? throw new ObjectDisposedException(nameof(EngineLease));

    public void Dispose()
    {
        if (Interlocked.Exchange(ref open, null) is { } engine) shelf.PutBack(engine);
    }
}
