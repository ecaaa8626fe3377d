using Rimuru.Core.Wording;

namespace Rimuru.Core.Errors;

/// <summary>
/// Every error that Rimuru raises: category, meaning and advice for PowerShell, the command line and <c>docs/errors.md</c>.
/// </summary>
internal static class ErrorTable
{
    public static IReadOnlyList<KnownError> All { get; } =
    [
        new(
            ErrorCodes.DatabaseConnection,
            "ConnectionError",
            "The database cannot be opened or reached.",
            "Read the cause after the colon. For a file, check that it can be written and that no other program holds a lock on it. "
                + "For a server, check that it runs and that login and database exist. Then run the command again; nothing was half "
                + "written."
        ),
        new(
            ErrorCodes.DatabaseNewer,
            "InvalidOperation",
            "The ledger was written by a newer version of Rimuru.",
            "Update Rimuru on this machine, or name another database."
        ),
        new(
            ErrorCodes.DatabaseUrl,
            "InvalidArgument",
            "The database URL is not one that Rimuru understands.",
            "Use `sqlite:PATH`, such as `sqlite:./ledger.db`, or `postgres://USER@HOST/DATABASE`; the message shows the URL without "
                + "its password."
        ),
        new(
            ErrorCodes.DatabaseCorrupt,
            "InvalidData",
            "The ledger file is damaged, or is not a ledger.",
            "Check that the path names a ledger. If it does, move the file away or restore a backup; a new ledger is filled from the "
                + "agents' logs that still exist."
        ),
        new(
            ErrorCodes.DatabaseMigration,
            "WriteError",
            "The ledger's tables could not be migrated to this version.",
            "Read the cause; the ledger is unchanged. Free disk space or get write permission, then run the command again."
        ),
        new(
            ErrorCodes.DatabaseReadOnly,
            "PermissionDenied",
            "The login is not allowed to change the ledger.",
            "Use another login, or ask the owner of the ledger for the permissions that `docs/stores.md` lists. Reports do not need them."
        ),
        new(
            ErrorCodes.DatabaseMismatch,
            "InvalidResult",
            "The copy of a ledger differs from its source.",
            $"Read the differences in the message. If the source was written to meanwhile, run {Terms.CopyStore} again; "
                + $"the source is unchanged."
        ),
        new(
            ErrorCodes.DatabaseProgram,
            "NotInstalled",
            "A PostgreSQL backup program is missing, is older than the server, or failed.",
            "Read the cause after the colon: install the program that it names, or fix the error that the program printed. The ledger "
                + "is unchanged."
        ),
        new(
            ErrorCodes.BackupInvalid,
            "InvalidData",
            "The file is not a backup of this kind of ledger.",
            $"Name a file that {Terms.BackUpStore} made from a ledger of this kind."
        ),
        new(
            ErrorCodes.WouldReplace,
            "ResourceExists",
            "A file or a ledger would be replaced.",
            $"Name another file or ledger, or use {Terms.Force} to replace it."
        ),
        new(
            ErrorCodes.AgentAdapter,
            "ReadError",
            "An agent's data could not be read.",
            "Read the cause after the colon; it names the file."
        ),
        new(
            ErrorCodes.AgentUnknown,
            "ObjectNotFound",
            "The agent is unknown.",
            $"Use one of the names in the message; {Terms.Agents} lists them."
        ),
        new(
            ErrorCodes.ExportUnknown,
            "InvalidData",
            "The format of the file to import is unknown.",
            "Export the file again from the agent's dashboard and import it; the message lists the supported formats."
        ),
        new(
            ErrorCodes.SessionNotFound,
            "ObjectNotFound",
            "The ledger has no such session.",
            $"Check the id; a session is in the ledger only after its log has been read. {Terms.Sessions} lists "
                + $"sessions and accepts wildcards."
        ),
        new(
            ErrorCodes.SessionAmbiguous,
            "InvalidArgument",
            "Several session ids begin with the given characters.",
            "Type more characters; tables show as many as are needed. With a wildcard, all of them are selected."
        ),
        new(
            ErrorCodes.SessionTooShort,
            "InvalidArgument",
            "The given characters are too few for the beginning of a session id.",
            "Type at least four characters of the id, or use a wildcard."
        ),
        new(
            ErrorCodes.ConfigKey,
            "InvalidData",
            "A configuration key or variable does not exist.",
            "Correct the name at the place in the message, which lists the allowed names."
        ),
        new(
            ErrorCodes.ConfigValue,
            "InvalidData",
            "A configuration value has the wrong type or is out of range.",
            "Correct the value at the place in the message, which says what is allowed."
        ),
        new(ErrorCodes.ConfigFormat, "ParserError", "A configuration file is malformed.", "Correct the line in the message."),
        new(
            ErrorCodes.ConfigUnreadable,
            "ReadError",
            "A configuration file exists but cannot be read.",
            "Correct the file's permissions, or remove what has the file's name."
        ),
        new(
            ErrorCodes.ConfigDuplicate,
            "InvalidData",
            "One source sets a configuration key twice, or there are two settings files, or two passwords of the database.",
            "Remove one of the two places in the message."
        ),
        new(
            ErrorCodes.ConfigNotWritten,
            "WriteError",
            "A configuration file cannot be written, or its layout cannot be changed automatically.",
            "Get write permission for the file and its folder, or make the change by hand."
        ),
        new(
            ErrorCodes.SyncFailed,
            "ConnectionError",
            "A source of models and prices could not be reached or did not answer in time.",
            "Read the cause after the colon: the network, a proxy, or the source itself. The previous answer stays in use; run the "
                + "command again later."
        ),
        new(
            ErrorCodes.SyncUnauthorized,
            "AuthenticationError",
            "A source of models requires a key, or refused the given one.",
            "Set or correct the environment variable or the credential in the message."
        ),
        new(
            ErrorCodes.SyncPayload,
            "InvalidData",
            "The answer of a source of models has the wrong format.",
            "Check `sync.<provider>.base_url` and whether a proxy or a captive portal answered instead. The previous answer stays in use."
        ),
        new(
            ErrorCodes.SyncRefused,
            "InvalidData",
            "The answer of a source of models differs too much from its previous one.",
            $"Check the differences in the message. If they are correct, run the command again with {Terms.Force}."
        ),
        new(
            ErrorCodes.SyncDisabled,
            "PermissionDenied",
            "The configuration forbids fetching models and prices.",
            "Set `sync.enabled` to true where the message says it is false."
        ),
        new(
            ErrorCodes.ModelNotFound,
            "ObjectNotFound",
            "The model, or the price that you set, does not exist.",
            $"Use a name from the message or from {Terms.Models}."
        ),
        new(
            ErrorCodes.ScheduleFailed,
            "InvalidOperation",
            "The operating system's scheduler cannot be used, or refused the request.",
            "Read the cause after the colon, which is the system's own message. Install the program that it names, or choose another "
                + "kind of schedule."
        ),
        new(
            ErrorCodes.ScheduleNotFound,
            "ObjectNotFound",
            "Rimuru has no schedule with this name.",
            "Use the name of an existing schedule."
        ),
        new(ErrorCodes.PriceTableInvalid, "InvalidData", "The price table cannot be read.", "Install Rimuru again."),
        new(ErrorCodes.UsageFileMissing, "ReadError", "The usage file cannot be opened.", "Check the path and its permissions."),
        new(
            ErrorCodes.UsageFileFormat,
            "ParserError",
            "The usage file is not JSON, or not an array of objects.",
            "Correct the line in the message."
        ),
        new(
            ErrorCodes.UsageItemInvalid,
            "InvalidData",
            "A usage item lacks a key, has an unknown one, or has an invalid value.",
            "Correct the item and key in the message."
        ),
        new(
            ErrorCodes.CostTooLarge,
            "LimitsExceeded",
            "Costs add up to more than a ledger can store.",
            $"Check the prices that you set with {Terms.Models}, and correct one that is far too high as `docs/pricing.md` says. "
                + $"Otherwise a log contains impossible counts. The ledger is unchanged."
        ),
        new(
            ErrorCodes.SkillNotFound,
            "ObjectNotFound",
            "There is no such skill: installed, in the named source, or in the trash.",
            $"{Terms.Skills} lists what is installed. For a source, name one of the skills that it has."
        ),
        new(
            ErrorCodes.SkillInvalid,
            "InvalidData",
            "A skill breaks a rule about names, links, sizes or the form of its `SKILL.md`. It was not installed.",
            "The message says where. Nothing installs such a skill; correct it, or tell its author. `docs/skills.md` has the rules."
        ),
        new(
            ErrorCodes.SkillRefused,
            "SecurityError",
            "Something in a skill looks harmful. It was not installed.",
            $"Read the lines that the message names. If they are harmless, install it with {Terms.AllowFindings}."
        ),
        new(
            ErrorCodes.SkillExists,
            "ResourceExists",
            "Something else is where the skill would be, or the skill there was changed since it was installed. It was left as it is.",
            $"Look at what is there. With {Terms.Force} it goes to the trash, from where {Terms.RestoreSkill} brings it back."
        ),
        new(
            ErrorCodes.SkillSourceInvalid,
            "InvalidArgument",
            "A source of skills is none that Rimuru understands or may use.",
            "Name a folder, a `.zip`, `OWNER/REPOSITORY` on GitHub, or a URL of git. `skills.git_protocols` in the configuration says "
                + "which protocols git may use."
        ),
        new(
            ErrorCodes.SkillFetchFailed,
            "ResourceUnavailable",
            "A source of skills could not be had or read. Nothing was installed.",
            "Read the cause after the colon: the network, the login, or the archive itself. Git asks for no password here; set up a "
                + "credential helper or an SSH agent."
        ),
        new(
            ErrorCodes.SkillNotWritten,
            "WriteError",
            "A skill, or the list of installed skills, cannot be written or moved. What was there before is still there.",
            "Read the cause in the message, and give yourself the permission to write the folder."
        ),
        new(
            ErrorCodes.SkillKitFailed,
            "InvalidResult",
            "The `skillkit` on the PATH gave no answer.",
            "Run the command that the message names yourself. Rimuru is tested with skillkit 1.24.0."
        ),
        new(
            ErrorCodes.SkillAmbiguous,
            "InvalidArgument",
            "A source has several skills, and it is not said which are meant.",
            $"Name them with {Terms.SkillName}; `*` means all."
        ),
        new(
            ErrorCodes.InvalidArgument,
            "InvalidArgument",
            "An argument is not valid, such as a time window that ends before it starts.",
            "Correct the argument."
        ),
        new(
            ErrorCodes.PathNotFound,
            "ObjectNotFound",
            "A path does not exist.",
            "Correct the path; if it is the home folder that is missing, set `RIMURU_HOME`."
        ),
        new(
            ErrorCodes.NameNotFound,
            "ObjectNotFound",
            "The ledger has no such project, machine, user or tool.",
            $"Check the name; {Terms.CostByProject}, or by what else the name is of, lists those that have records. Wildcards are accepted."
        ),
        new(
            ErrorCodes.ConsentMissing,
            "InvalidOperation",
            "A change needs your consent, and there is no terminal or host to ask on. Nothing was changed.",
            $"Read in the message what would be done. If you agree to it, run the command again with {Terms.Consent}."
        ),
        new(
            ErrorCodes.PluginNotFound,
            "ObjectNotFound",
            "There is no plugin with this id.",
            $"Correct the id; {Terms.ListPlugins} lists the installed ones."
        ),
        new(
            ErrorCodes.PluginManifestInvalid,
            "InvalidData",
            "The plugin.yaml of a plugin is malformed, or has a wrong key or value.",
            "Correct the line in the message; `docs/creating-plugins.md` has the keys."
        ),
        new(
            ErrorCodes.PluginPackageInvalid,
            "SecurityError",
            "A folder or package has something that no plugin may have: a link, a device, a path out of its folder, or too much. Nothing "
                + "was installed.",
            "Get the plugin from its author again. If it is your own, take out what the message names."
        ),
        new(
            ErrorCodes.PluginDependency,
            "NotInstalled",
            "A plugin needs another one that is missing or has another version, or plugins need each other in a circle.",
            "Install the plugin that the message names, in a version that it names."
        ),
        new(
            ErrorCodes.PluginNotGranted,
            "PermissionDenied",
            "The files of a plugin have changed, or it asks for more, since you granted it what it asked for. It was not run.",
            $"If the change is yours or its author's, {Terms.UpdatePlugin} shows what it asks for now, and asks you. Otherwise remove it."
        ),
        new(
            ErrorCodes.PluginConflict,
            "ResourceExists",
            "A plugin has an id or a name that is taken, or other plugins need it. Nothing was changed.",
            "Remove the other plugin first, if you want this one instead."
        ),
        new(
            ErrorCodes.PluginAnswerInvalid,
            "InvalidResult",
            "A plugin gave something that is not what its kind gives. It was not used.",
            $"Tell its author. {Terms.TestPlugin} shows what is wrong."
        ),
        new(
            ErrorCodes.PluginDisabled,
            "InvalidOperation",
            "A plugin is disabled, or is not of the kind that is needed.",
            $"Enable it, or name another one; {Terms.ListPlugins} lists the installed ones."
        ),
        new(
            ErrorCodes.PluginRegistryInvalid,
            "InvalidData",
            "The list of plugins cannot be read or written.",
            "Read the cause in the message, and give yourself the permission. If the file is damaged, remove it and install the "
                + "plugins again."
        ),
        new(
            ErrorCodes.PluginPackageUnavailable,
            "ResourceUnavailable",
            "The package of a plugin is in no repository that PowerShell knows, or its repository cannot be reached.",
            "Correct the name, the version or the repository: Find-PSResource shows what there is, and Get-PSResourceRepository where."
        ),
        new(
            ErrorCodes.SandboxUnavailable,
            "SecurityError",
            "Nothing on this machine can confine a plugin, so it is not run.",
            "Read the reason in the message. On Linux, install bubblewrap or use a kernel of version 6.2 or later. A plugin that you trust "
                + "as a program of your own can be allowed to run without walls; `docs/sandbox.md` says how."
        ),
        new(
            ErrorCodes.SandboxFailed,
            "SecurityError",
            "The walls around a plugin's process could not be put up, or do not hold, so the plugin was not loaded.",
            "Read the cause after the colon; it names the path or the wall."
        ),
        new(
            ErrorCodes.PluginEnded,
            "ResourceUnavailable",
            "A plugin's process was ended for what it did, or has ended by itself.",
            "Read the violation in the message. A plugin that needs more has to ask for it in its manifest; one that attacks is best "
                + "removed."
        ),
        new(
            ErrorCodes.PluginFault,
            "InvalidResult",
            "A plugin threw an exception, or could not be loaded.",
            "Read the plugin's own message, and tell it to the plugin's author."
        ),
        new(
            ErrorCodes.PluginShellMissing,
            "ObjectNotFound",
            "There is no PowerShell 7.4 or later that could run plugins.",
            "Install PowerShell, and see that `pwsh` is on the path."
        ),
        new(
            ErrorCodes.BudgetExceeded,
            "LimitsExceeded",
            "A budget is exceeded.",
            $"Spend no more until its window ends, or raise it with {Terms.SetBudget}."
        ),
        new(
            ErrorCodes.BudgetForecast,
            "LimitsExceeded",
            "By its forecast, a budget will be exceeded before its window ends.",
            $"Spend less, or raise the budget with {Terms.SetBudget}, which also sets or removes the threshold of its forecast."
        ),
        new(
            ErrorCodes.BudgetUnpriced,
            "InvalidData",
            "A budget of money covers tokens without a price, so more was spent than it shows.",
            $"{Terms.UnpricedModels} lists the models. Fetch prices with {Terms.SyncModels}, or set them as `docs/pricing.md` says."
        ),
        new(
            ErrorCodes.BudgetNotFound,
            "ObjectNotFound",
            "There is no budget with this name.",
            $"Check the name; {Terms.Budgets} lists the budgets."
        ),
        new(
            ErrorCodes.BudgetFileInvalid,
            "ParserError",
            "A file of budgets is malformed, or has a wrong key or value.",
            "Correct the line in the message; `docs/budgets.md` has the keys."
        ),
        new(
            ErrorCodes.IntegrationFileInvalid,
            "InvalidData",
            "An agent's file cannot be read, or has something else where its hooks or settings are. Nothing was changed.",
            "Correct the file: the agent will not read it either. The message says where the error is."
        ),
        new(
            ErrorCodes.IntegrationFileChanged,
            "ResourceBusy",
            "An agent's file was changed while it was edited. The other change was kept, and nothing else was made.",
            "Run the command again."
        ),
        new(
            ErrorCodes.IntegrationForeign,
            "ResourceExists",
            "Something of yours is where the feature would have to be, or Rimuru's own file was changed. Nothing was changed.",
            "Follow the message, then run the command again."
        ),
        new(
            ErrorCodes.IntegrationNotWritten,
            "WriteError",
            "An agent's file cannot be written.",
            "Read the cause in the message, and give yourself the permission to write the file and its folder."
        ),
        new(
            ErrorCodes.IntegrationNoCommand,
            "ObjectNotFound",
            "There is no `rimuru` command that an agent could run.",
            $"Install the command, as README.md says, or name it with {Terms.Program}."
        ),
        new(
            ErrorCodes.CredentialNotFound,
            "ObjectNotFound",
            "No source has a credential with this name.",
            $"Store it with {Terms.StoreCredential()}, or correct the name; {Terms.Credentials} lists those that exist. "
                + $"The message says why a source was not used."
        ),
        new(
            ErrorCodes.CredentialFileInvalid,
            "InvalidData",
            "The encrypted file of credentials, or its key, is damaged, missing or cannot be read.",
            "Restore the file in the message from a backup, together with its key. Otherwise move both away and store the credentials "
                + "again; nothing was changed."
        ),
        new(
            ErrorCodes.CredentialFileOpen,
            "SecurityError",
            "Others than the user can read or write the encrypted file of credentials, or its key.",
            "Run the command in the message. If others may have read both files, replace the secrets where they are used, too."
        ),
        new(
            ErrorCodes.CredentialNotWritten,
            "WriteError",
            "No source, or not the named one, could store or remove a credential.",
            $"Read the reasons in the message, and name another source with {Terms.CredentialSource}."
        ),
        new(
            ErrorCodes.HookNotFound,
            "ObjectNotFound",
            "There is no hook with this name.",
            $"Correct the name; {Terms.Hooks} lists those that exist."
        ),
        new(
            ErrorCodes.HookInvalid,
            "InvalidArgument",
            "A hook or one of its settings is not valid.",
            "Correct the setting in the message, which says what is allowed."
        ),
        new(
            ErrorCodes.HookFailed,
            "ResourceUnavailable",
            "A hook did not work.",
            "Read the cause after the colon, and correct the hook or its receiver. The event is kept and can be sent again."
        ),
        new(
            ErrorCodes.ExportNotWritten,
            "WriteError",
            "An export cannot be written to its file. What was there is unchanged.",
            $"Read the cause after the colon. Get write permission for the folder, free disk space, or name another file. {Terms.Force} "
                + $"replaces a file that is read-only."
        ),
        new(
            ErrorCodes.ExportNotContinued,
            "InvalidOperation",
            "No rows can be added to a file: its format is one whole, or it has other columns. It is unchanged.",
            "Name another file, or a CSV or JSON lines file of an export with the same columns."
        ),
        new(
            ErrorCodes.ExportExists,
            "ResourceExists",
            "The file of an export exists and is not to be replaced.",
            $"Name another file, or leave out {Terms.NoClobber}."
        ),
        new(
            ErrorCodes.ExchangeRateNotFound,
            "ObjectNotFound",
            "There is no exchange rate of a currency, or none that begins on a day.",
            $"Correct the name or the day; the message has the currencies that have rates. {Terms.SetExchangeRate} adds a rate."
        ),
        new(
            ErrorCodes.ExchangeRateFile,
            "InvalidData",
            "The file of exchange rates is not valid, or cannot be read or written.",
            "Correct the line in the message, or get permission for the file. A line is CURRENCY,DAY,RATE, such as EUR,2026-11-01,0.92."
        ),
        new(
            ErrorCodes.DashboardPort,
            "ResourceUnavailable",
            "The dashboard cannot listen on its port.",
            "Name another port, or none: then one that is free is taken."
        ),
        new(
            ErrorCodes.DashboardBrowser,
            "ResourceUnavailable",
            "No browser could be opened. The dashboard runs.",
            "Open the file in the message in a browser of this machine."
        ),
        new(
            ErrorCodes.DashboardConsole,
            "ResourceUnavailable",
            "There is no console for the dashboard of the terminal: output or keys go elsewhere, or the host is a remote one.",
            $"{Terms.OneScreen} gives one screen as text, and {Terms.WebDashboard} shows pages in a browser."
        ),
    ];

    /// <summary>The entry of a code; null if the code is not Rimuru's.</summary>
    public static KnownError? Find(string code) => All.FirstOrDefault(error => error.Code == code);
}
