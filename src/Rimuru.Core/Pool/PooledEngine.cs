namespace Rimuru.Core.Pool;

/// <summary>An engine with what it was opened for.</summary>
internal sealed class PooledEngine(EngineKey key, RimuruEngine engine)
{
    private DateTime? born;

    public EngineKey Key { get; } = key;

    public RimuruEngine Engine { get; } = engine;

    /// <summary>False where somebody has deleted or replaced the ledger meanwhile: the connection would go on with a file that nobody else sees.</summary>
    public bool IsCurrent => born == BirthOfLedger();

    public static PooledEngine Open(EngineKey key) => new(key, RimuruEngine.Open(new EngineOptions { HomePath = key.HomePath, Database = key.Database }));

    /// <summary>Remembers which file the ledger is.</summary>
    public void Note() => born = BirthOfLedger();

    private DateTime? BirthOfLedger() => Engine.Ledger.File is { } file && File.Exists(file) ? File.GetCreationTimeUtc(file) : null;
}
