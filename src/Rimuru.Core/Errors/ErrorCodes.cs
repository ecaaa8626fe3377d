namespace Rimuru.Core.Errors;

/// <summary>
/// The stable error codes, grouped by the digits before the last three; <see cref="ErrorTable"/> has the advice for each.
/// </summary>
internal static class ErrorCodes
{
    /// <summary>The database cannot be opened or reached.</summary>
    public const string DatabaseConnection = "E1001";

    /// <summary>The ledger was written by a newer version of Rimuru.</summary>
    public const string DatabaseNewer = "E1002";

    /// <summary>The database URL is not one that Rimuru understands.</summary>
    public const string DatabaseUrl = "E1003";

    /// <summary>The ledger file is damaged, or is not a ledger.</summary>
    public const string DatabaseCorrupt = "E1004";

    /// <summary>The ledger's tables could not be migrated to this version.</summary>
    public const string DatabaseMigration = "E1005";

    /// <summary>The login is not allowed to change the ledger.</summary>
    public const string DatabaseReadOnly = "E1006";

    /// <summary>A copied ledger differs from its source.</summary>
    public const string DatabaseMismatch = "E1007";

    /// <summary>A PostgreSQL backup program is missing, is older than the server, or failed.</summary>
    public const string DatabaseProgram = "E1008";

    /// <summary>The file is not a backup of this kind of ledger.</summary>
    public const string BackupInvalid = "E1009";

    /// <summary>A file or a ledger would be replaced.</summary>
    public const string WouldReplace = "E1010";

    /// <summary>An agent's data could not be read.</summary>
    public const string AgentAdapter = "E2001";

    /// <summary>The agent is unknown.</summary>
    public const string AgentUnknown = "E2002";

    /// <summary>The format of the file to import is unknown.</summary>
    public const string ExportUnknown = "E2003";

    /// <summary>The ledger has no such session.</summary>
    public const string SessionNotFound = "E3001";

    /// <summary>Several session ids begin with the given characters.</summary>
    public const string SessionAmbiguous = "E3002";

    /// <summary>The given characters are too few for the beginning of a session id.</summary>
    public const string SessionTooShort = "E3003";

    /// <summary>A configuration key or variable does not exist.</summary>
    public const string ConfigKey = "E4001";

    /// <summary>A configuration value has the wrong type or is out of range.</summary>
    public const string ConfigValue = "E4002";

    /// <summary>A configuration file is malformed.</summary>
    public const string ConfigFormat = "E4003";

    /// <summary>A configuration file exists but cannot be read.</summary>
    public const string ConfigUnreadable = "E4004";

    /// <summary>One source sets a configuration key twice, or there are two settings files.</summary>
    public const string ConfigDuplicate = "E4005";

    /// <summary>A configuration file cannot be written or changed.</summary>
    public const string ConfigNotWritten = "E4006";

    /// <summary>A source of models and prices could not be reached or did not answer in time.</summary>
    public const string SyncFailed = "E5001";

    /// <summary>A source of models requires a key, or refused the given one.</summary>
    public const string SyncUnauthorized = "E5002";

    /// <summary>The answer of a source of models has the wrong format.</summary>
    public const string SyncPayload = "E5003";

    /// <summary>The answer of a source of models differs too much from its previous one.</summary>
    public const string SyncRefused = "E5004";

    /// <summary>The configuration forbids fetching models and prices.</summary>
    public const string SyncDisabled = "E5005";

    /// <summary>The model, or the price set by the user, does not exist.</summary>
    public const string ModelNotFound = "E5006";

    /// <summary>The operating system's scheduler cannot be used, or refused the request.</summary>
    public const string ScheduleFailed = "E5007";

    /// <summary>Rimuru has no schedule with this name.</summary>
    public const string ScheduleNotFound = "E5008";

    /// <summary>The price table cannot be read.</summary>
    public const string PriceTableInvalid = "E7001";

    /// <summary>The usage file cannot be opened.</summary>
    public const string UsageFileMissing = "E7002";

    /// <summary>The usage file is not JSON, or not an array of objects.</summary>
    public const string UsageFileFormat = "E7003";

    /// <summary>A usage item lacks a key or has an invalid value.</summary>
    public const string UsageItemInvalid = "E7004";

    /// <summary>Costs add up to more than a ledger can store.</summary>
    public const string CostTooLarge = "E7005";

    /// <summary>There is no such skill: installed, in a source, or in the trash.</summary>
    public const string SkillNotFound = "E8001";

    /// <summary>A skill breaks a rule.</summary>
    public const string SkillInvalid = "E8002";

    /// <summary>A skill looks harmful.</summary>
    public const string SkillRefused = "E8003";

    /// <summary>Something else, or something changed, is where a skill would be.</summary>
    public const string SkillExists = "E8004";

    /// <summary>A source of skills is not understood, or not allowed.</summary>
    public const string SkillSourceInvalid = "E8005";

    /// <summary>A source of skills cannot be had or read.</summary>
    public const string SkillFetchFailed = "E8006";

    /// <summary>A skill, or the list of installed skills, cannot be written.</summary>
    public const string SkillNotWritten = "E8007";

    /// <summary>The real <c>skillkit</c> gave no answer.</summary>
    public const string SkillKitFailed = "E8008";

    /// <summary>A source has several skills, and none is named.</summary>
    public const string SkillAmbiguous = "E8009";

    /// <summary>An argument is not valid, such as a time window that ends before it starts.</summary>
    public const string InvalidArgument = "E9001";

    /// <summary>A path does not exist.</summary>
    public const string PathNotFound = "E9002";

    /// <summary>The ledger has no such project, machine, user or tool.</summary>
    public const string NameNotFound = "E9003";

    /// <summary>A change needs the user's consent, and there is nobody to ask.</summary>
    public const string ConsentMissing = "E9004";

    /// <summary>There is no plugin with this id.</summary>
    public const string PluginNotFound = "E10001";

    /// <summary>A plugin.yaml is malformed, or has a wrong key or value.</summary>
    public const string PluginManifestInvalid = "E10002";

    /// <summary>A folder or package has something that no plugin may have.</summary>
    public const string PluginPackageInvalid = "E10003";

    /// <summary>A plugin needs another one that is missing or has another version, or plugins need each other in a circle.</summary>
    public const string PluginDependency = "E10004";

    /// <summary>The files of a plugin have changed, or it asks for more, since it was granted what it asked for.</summary>
    public const string PluginNotGranted = "E10005";

    /// <summary>A plugin has an id or a name that is taken, or other plugins need it.</summary>
    public const string PluginConflict = "E10007";

    /// <summary>A plugin gave something that is not what its kind gives.</summary>
    public const string PluginAnswerInvalid = "E10008";

    /// <summary>A plugin is disabled, or is not of the kind that is needed.</summary>
    public const string PluginDisabled = "E10009";

    /// <summary>The list of plugins cannot be read or written.</summary>
    public const string PluginRegistryInvalid = "E10010";

    /// <summary>A package of a plugin cannot be had from a repository of PowerShell.</summary>
    public const string PluginPackageUnavailable = "E10011";

    /// <summary>Nothing on this machine can confine a plugin.</summary>
    public const string SandboxUnavailable = "E10050";

    /// <summary>The walls around a plugin's process could not be put up, or do not hold.</summary>
    public const string SandboxFailed = "E10051";

    /// <summary>A plugin's process was ended, or has ended by itself.</summary>
    public const string PluginEnded = "E10052";

    /// <summary>A plugin threw an exception.</summary>
    public const string PluginFault = "E10053";

    /// <summary>There is no PowerShell that could run plugins.</summary>
    public const string PluginShellMissing = "E10054";

    /// <summary>A budget is exceeded.</summary>
    public const string BudgetExceeded = "E12001";

    /// <summary>By its forecast, a budget will be exceeded.</summary>
    public const string BudgetForecast = "E12002";

    /// <summary>A budget of money covers tokens without a price.</summary>
    public const string BudgetUnpriced = "E12003";

    /// <summary>There is no budget with this name.</summary>
    public const string BudgetNotFound = "E12004";

    /// <summary>A file of budgets is malformed, or has a wrong key or value.</summary>
    public const string BudgetFileInvalid = "E12005";

    /// <summary>An agent's file cannot be read, or has something else where hooks or settings are.</summary>
    public const string IntegrationFileInvalid = "E13001";

    /// <summary>An agent's file was changed while it was edited.</summary>
    public const string IntegrationFileChanged = "E13002";

    /// <summary>Something of the user's is where a feature would have to be.</summary>
    public const string IntegrationForeign = "E13003";

    /// <summary>An agent's file cannot be written.</summary>
    public const string IntegrationNotWritten = "E13004";

    /// <summary>There is no command that an agent could run.</summary>
    public const string IntegrationNoCommand = "E13005";

    /// <summary>No source has a credential with this name.</summary>
    public const string CredentialNotFound = "E14001";

    /// <summary>The encrypted file of credentials, or its key, is damaged, missing or cannot be read.</summary>
    public const string CredentialFileInvalid = "E14002";

    /// <summary>Others than the user can read or write the encrypted file of credentials, or its key.</summary>
    public const string CredentialFileOpen = "E14003";

    /// <summary>No source, or not the named one, could store or remove a credential.</summary>
    public const string CredentialNotWritten = "E14004";

    /// <summary>There is no hook with this name.</summary>
    public const string HookNotFound = "E15001";

    /// <summary>A hook or one of its settings is not valid.</summary>
    public const string HookInvalid = "E15002";

    /// <summary>A hook did not work.</summary>
    public const string HookFailed = "E15003";

    /// <summary>An export cannot be written to its file.</summary>
    public const string ExportNotWritten = "E16001";

    /// <summary>No rows can be added to a file.</summary>
    public const string ExportNotContinued = "E16002";

    /// <summary>The file of an export exists and is to be kept.</summary>
    public const string ExportExists = "E16003";

    /// <summary>There is no exchange rate of a currency, or of a day.</summary>
    public const string ExchangeRateNotFound = "E17001";

    /// <summary>The file of exchange rates is not valid, or cannot be read or written.</summary>
    public const string ExchangeRateFile = "E17002";

    /// <summary>The dashboard cannot listen on its port.</summary>
    public const string DashboardPort = "E19001";

    /// <summary>No browser could be opened.</summary>
    public const string DashboardBrowser = "E19002";

    /// <summary>There is no console for the dashboard of the terminal.</summary>
    public const string DashboardConsole = "E19003";
}
