namespace Rimuru.Core.Errors;

/// <summary>The stable codes of errors, grouped by what stands before the last three digits; <see cref="ErrorTable"/> says what to do about each. E13xxx are for bills and periods, E14xxx for credentials and integrations.</summary>
internal static class ErrorCodes
{
    /// <summary>The database cannot be opened or reached.</summary>
    public const string DatabaseConnection = "E1001";

    /// <summary>The ledger was written by a newer version of Rimuru.</summary>
    public const string DatabaseNewer = "E1002";

    /// <summary>The database URL is not one that Rimuru understands.</summary>
    public const string DatabaseUrl = "E1003";

    /// <summary>The ledger file is damaged, or is no ledger.</summary>
    public const string DatabaseCorrupt = "E1004";

    /// <summary>The ledger could not be brought up to this version's layout.</summary>
    public const string DatabaseMigration = "E1005";

    /// <summary>The login may not change the ledger.</summary>
    public const string DatabaseReadOnly = "E1006";

    /// <summary>Two ledgers that should say the same do not.</summary>
    public const string DatabaseMismatch = "E1007";

    /// <summary>A program of PostgreSQL that makes or restores backups is missing, is too old, or failed.</summary>
    public const string DatabaseProgram = "E1008";

    /// <summary>A file that is no backup of this kind of ledger.</summary>
    public const string BackupInvalid = "E1009";

    /// <summary>A file or a ledger that would be replaced.</summary>
    public const string WouldReplace = "E1010";

    /// <summary>An agent's data could not be read.</summary>
    public const string AgentAdapter = "E2001";

    /// <summary>An agent was named that Rimuru does not know.</summary>
    public const string AgentUnknown = "E2002";

    /// <summary>A file to import that no agent's service is known to write.</summary>
    public const string ExportUnknown = "E2003";

    /// <summary>The ledger has no such session.</summary>
    public const string SessionNotFound = "E3001";

    /// <summary>A configuration key that does not exist.</summary>
    public const string ConfigKey = "E4001";

    /// <summary>A configuration value of a wrong type or out of range.</summary>
    public const string ConfigValue = "E4002";

    /// <summary>A configuration file that is malformed.</summary>
    public const string ConfigFormat = "E4003";

    /// <summary>A configuration file that is there but cannot be read.</summary>
    public const string ConfigUnreadable = "E4004";

    /// <summary>A configuration key that one source sets twice.</summary>
    public const string ConfigDuplicate = "E4005";

    /// <summary>A configuration file that cannot be written.</summary>
    public const string ConfigNotWritten = "E4006";

    /// <summary>A source of models and prices could not be reached, or did not answer in time.</summary>
    public const string SyncFailed = "E5001";

    /// <summary>A source of models wants a key, or refused the one it was given.</summary>
    public const string SyncUnauthorized = "E5002";

    /// <summary>The answer of a source of models is not what it should be.</summary>
    public const string SyncPayload = "E5003";

    /// <summary>The answer of a source of models is too different from what it said before.</summary>
    public const string SyncRefused = "E5004";

    /// <summary>The configuration forbids fetching models and prices.</summary>
    public const string SyncDisabled = "E5005";

    /// <summary>A model, or a price of the user's own, that does not exist.</summary>
    public const string ModelNotFound = "E5006";

    /// <summary>The operating system's scheduler cannot be asked, or refused.</summary>
    public const string ScheduleFailed = "E5007";

    /// <summary>A schedule that Rimuru did not make here.</summary>
    public const string ScheduleNotFound = "E5008";

    /// <summary>The price table cannot be read.</summary>
    public const string PriceTableInvalid = "E7001";

    /// <summary>The usage file of a price question cannot be opened.</summary>
    public const string UsageFileMissing = "E7002";

    /// <summary>The usage file of a price question is not JSON, or not an array of objects.</summary>
    public const string UsageFileFormat = "E7003";

    /// <summary>A key of a usage item is missing or has a value that makes no sense.</summary>
    public const string UsageItemInvalid = "E7004";

    /// <summary>An argument that makes no sense, such as a time window that ends before it starts.</summary>
    public const string InvalidArgument = "E9001";

    /// <summary>A path that does not exist.</summary>
    public const string PathNotFound = "E9002";
}
