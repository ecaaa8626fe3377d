namespace Rimuru.Core.Pool;

/// <summary>An engine that one command uses exclusively until the lease is disposed.</summary>
internal sealed class EngineLease(EnginePool pool, PooledEngine pooled) : IDisposable
{
    private PooledEngine? pooled = pooled;

    public RimuruEngine Engine => pooled?.Engine ?? throw new ObjectDisposedException(nameof(EngineLease));

    public void Dispose()
    {
        if (Interlocked.Exchange(ref pooled, null) is { } engine)
            pool.PutBack(engine);
    }
}
