namespace Rimuru.Core.Pool;

/// <summary>An engine and the key that it was opened for.</summary>
internal sealed class PooledEngine(EngineKey key, RimuruEngine engine)
{
    private DateTime? born;

    public EngineKey Key { get; } = key;

    public RimuruEngine Engine { get; } = engine;

    /// <summary>
    /// False if the ledger file was deleted or replaced meanwhile: the connection would keep using a file that nobody else sees.
    /// </summary>
    public bool IsCurrent => born == BirthOfLedger();

    public static PooledEngine Open(EngineKey key) =>
        new(key, RimuruEngine.Open(new EngineOptions { HomePath = key.HomePath, Database = key.Database }));

    /// <summary>Remembers the identity of the ledger file.</summary>
    public void Note() => born = BirthOfLedger();

    private DateTime? BirthOfLedger()
    {
        try
        {
            return Engine.Ledger.File is { } file && File.Exists(file) ? File.GetCreationTimeUtc(file) : null;
        }
        catch (RimuruException)
        {
            return null; // the URL is not valid, and whoever needs the ledger gets that error
        }
    }
}
