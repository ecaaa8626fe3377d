namespace Rimuru.Core.Wording;

/// <summary>The actions and options that texts of the engine name.</summary>
internal static class Terms
{
    public static OptionTerm Database { get; } = new("Database", "--database");

    public static OptionTerm HomePath { get; } = new("HomePath", "--home");

    /// <summary>Reads the small home of the source tree.</summary>
    public static OptionTerm SampleHome { get; } = HomePath with { Value = " samples/home" };

    public static OptionTerm Force { get; } = new("Force", "--force");

    /// <summary>Agrees beforehand to what a command asks about.</summary>
    public static OptionTerm Consent { get; } = new("Confirm:$false", Force.Option);

    public static OptionTerm ExportFormat { get; } = new("Format", "--format");

    public static OptionTerm Step { get; } = new("Step", "--step");

    public static OptionTerm NoClobber { get; } = new("NoClobber", "--no-clobber");

    public static OptionTerm Program { get; } = new("Program", "--program");

    public static ActionTerm Skills { get; } = new("Get-RimuruSkill", "skills list");

    public static ActionTerm RestoreSkill { get; } = new("Restore-RimuruSkill", "skills restore");

    public static OptionTerm AllowFindings { get; } = new("AllowFindings", "--allow-findings");

    public static OptionTerm SkillName { get; } = new("Name", "--skill");

    public static ActionTerm Agents { get; } = new("Get-RimuruAgent", "agents");

    /// <summary>Every agent with every place where its data may be.</summary>
    public static ActionTerm AgentPlaces { get; } = Agents with { CmdletArguments = " | Format-List", VerbArguments = " --json" };

    public static ActionTerm Sessions { get; } = new("Get-RimuruSession", "sessions");

    public static ActionTerm CostByProject { get; } =
        new("Get-RimuruCost", "cost") { CmdletArguments = " -By Project", VerbArguments = " --by project" };

    public static ActionTerm Hooks { get; } = new("Get-RimuruHook", "hooks list");

    public static OptionTerm CredentialSource { get; } = new("Source", "--source");

    public static ActionTerm Credentials { get; } = new("Get-RimuruCredential", "credential list");

    public static ActionTerm Models { get; } = new("Get-RimuruModel", "models");

    public static ActionTerm SetExchangeRate { get; } = new("Set-RimuruExchangeRate", "rate set");

    public static ActionTerm SyncModels { get; } = new("Sync-RimuruModel", "models sync");

    public static ActionTerm UnpricedModels { get; } = Models with { CmdletArguments = " -Unpriced", VerbArguments = " --unpriced" };

    public static ActionTerm SetBudget { get; } = new("Set-RimuruBudget", "budget set");

    /// <summary>Trusts a repository's file of budgets.</summary>
    public static ActionTerm TrustBudgets { get; } =
        SetBudget with
        {
            Verb = "budget trust",
            CmdletArguments = " -TrustPath FILE",
            VerbArguments = " FILE",
        };

    public static ActionTerm Budgets { get; } = new("Get-RimuruBudget", "budget list");

    public static ActionTerm EnableHook { get; } = new("Enable-RimuruHook", "hooks enable");

    public static ActionTerm ListPlugins { get; } = new("Get-RimuruPlugin", "plugins list");

    public static ActionTerm UpdatePlugin { get; } = new("Update-RimuruPlugin", "plugins update");

    public static ActionTerm TestPlugin { get; } = new("Test-RimuruPlugin", "plugins test");

    public static OptionTerm AllowUnconfined { get; } = new("AllowUnconfined", "--allow-unconfined");

    public static ActionTerm Configuration { get; } = new("Get-RimuruConfiguration", "config");

    public static ActionTerm TurnLogOn { get; } =
        new("Set-RimuruConfiguration", "config set") { CmdletArguments = " logging.level info", VerbArguments = " logging.level info" };

    /// <summary>One screen of the terminal's dashboard, as text.</summary>
    public static OptionTerm OneScreen { get; } = new("Once", "--once");

    public static ActionTerm WebDashboard { get; } =
        new("Start-RimuruDashboard", "dashboard") { CmdletArguments = " -Open", VerbArguments = " --open" };

    public static ActionTerm InitializeStore { get; } = new("Initialize-RimuruStore", "store init");

    public static ActionTerm CopyStore { get; } = new("Copy-RimuruStore", "store copy");

    public static ActionTerm BackUpStore { get; } = new("Backup-RimuruStore", "store backup");

    public static ActionTerm RestoreStore { get; } = new("Restore-RimuruStore", "store restore");

    public static ActionTerm OptimizeStore { get; } = new("Optimize-RimuruStore", "store optimize");

    /// <summary>Turns reading an agent on.</summary>
    /// <param name="agent">Its name.</param>
    /// <param name="key">The key that says so in the configuration.</param>
    public static ActionTerm EnableAgent(string agent, string key) =>
        new("Enable-RimuruAgent", "config set") { CmdletArguments = $" {agent}", VerbArguments = $" {key} true" };

    /// <summary>Stores a credential.</summary>
    /// <param name="name">Its name; null for the action alone.</param>
    public static ActionTerm StoreCredential(string? name = null)
    {
        string arguments = name is null ? "" : $" {name}";
        return new("Set-RimuruCredential", "credential set") { CmdletArguments = arguments, VerbArguments = arguments };
    }

    /// <summary>Registers a folder of an agent's data.</summary>
    /// <param name="agent">Its name.</param>
    /// <param name="key">The key of such folders in the configuration.</param>
    public static ActionTerm RegisterAgent(string agent, string key) =>
        new("Register-RimuruAgent", "config set") { CmdletArguments = $" {agent} -Path FOLDER", VerbArguments = $" {key} FOLDER" };

    /// <summary>Says what sets a price of a model, which the command cannot do.</summary>
    /// <param name="model">Its name, as a word of a shell.</param>
    /// <param name="provider">Its provider, as a word of a shell; null if none is known.</param>
    public static PhraseTerm SetPrice(string model, string? provider) =>
        new(
            $"Set-RimuruModel {model}{(provider is null ? "" : $" -Provider {provider}")} -InputPrice USD -OutputPrice USD sets one, "
                + "in USD per million tokens",
            "docs/pricing.md says how to set one"
        );
}
