using Rimuru.Core.Reports;
using Rimuru.Core.Store;
using Rimuru.Core.Wording;

namespace Rimuru.Core.Parameters;

/// <summary>
/// Filters, times, stores and whatever else several cmdlets and verbs share, each with its help. The options of the command and the pages
/// of Get-Help are made from it.
/// </summary>
internal static class SharedParameters
{
    private const string Names = "NAME,...";
    private const string OnlyWithoutSession = "From the pipeline it is used only if the object names no session.";
    private const string UnknownAgents =
        "An unknown name is an error, and the others are still processed. A pattern that matches nothing returns nothing.";
    private const string RelativePaths = "A relative path is relative to the current location, and `~` is your home folder.";

    public static SharedParameter Agent { get; } =
        new("Agent", SharedParameter.List, "Only these agents.")
        {
            Details = "Get-RimuruAgent lists their names, such as `ClaudeCode`. " + UnknownAgents,
            Aliases = ["Name"],
            Position = 0,
            HasWildcards = true,
            Default = "all",
            Option = "--agent",
            ValueName = Names,
        };

    /// <summary>The agents whose configuration is changed: at least one must be named.</summary>
    public static SharedParameter ChangedAgent { get; } =
        new("Agent", SharedParameter.List, "The agents to change.")
        {
            Details = Agent.Details,
            Aliases = Agent.Aliases,
            Position = 0,
            IsRequired = true,
            HasWildcards = true,
        };

    public static SharedParameter Model { get; } =
        new("Model", SharedParameter.List, "Only these models, by the names in the logs.")
        {
            Details = "A name that neither the ledger nor the catalog has is an error. " + OnlyWithoutSession,
            HasWildcards = true,
            Default = "all",
            Option = "--model",
            ValueName = Names,
        };

    public static SharedParameter Project { get; } =
        new("Project", SharedParameter.List, "Only these projects.")
        {
            Details =
                "A project is the git repository that an agent worked in, else the name of the folder. A name that the ledger does not "
                + "have is an error. "
                + OnlyWithoutSession,
            HasWildcards = true,
            Default = "all",
            Option = "--project",
            ValueName = Names,
        };

    public static SharedParameter Machine { get; } =
        new("Machine", SharedParameter.List, "Only these machines.")
        {
            Details =
                "A request belongs to the machine that read its log, and a session to the machine that read its log first. "
                + OnlyWithoutSession,
            HasWildcards = true,
            Default = "all",
            Option = "--machine",
            ValueName = Names,
        };

    public static SharedParameter User { get; } =
        new("User", SharedParameter.List, "Only these users.")
        {
            Details =
                "A request belongs to the user who read its log, and a session to the user who read its log first. Usage from an "
                + "imported bill belongs to the member whom the bill names. "
                + OnlyWithoutSession,
            HasWildcards = true,
            Default = "all",
            Option = "--user",
            ValueName = Names,
        };

    public static SharedParameter Session { get; } =
        new("SessionId", SharedParameter.List, "Only these sessions.")
        {
            Details =
                "The first characters of an id are enough: at least four, and only if no other id starts with them. Tables show as many "
                + "as are needed, at least eight (ShortId). An id that is unknown, ambiguous or too short is an error, and the others "
                + "are still processed. "
                + "An object from the pipeline that names a session stands for that session. Such objects are collected, and answered "
                + "together after the last one, each session once.",
            Aliases = ["Id", "Session"],
            HasWildcards = true,
            Default = "all",
            Option = "--session",
            ValueName = "ID,...",
        };

    public static SharedParameter InputObject { get; } =
        new("InputObject", "PSObject", "An object that selects by its properties, or a text.")
        {
            Details =
                "The agent, model, project, machine, user or session of the object are used as filters, and the period of a cost record "
                + "as a range. So are those of a deserialised object and of a row of a CSV. "
                + "A text is the name of an agent; for Get-RimuruSession it is the id of a session unless an agent has that name. "
                + "A cost record that is grouped by a provider, branch, sub-agent, evidence, tool, MCP server or skill is an error, "
                + "because not every command can select that.",
        };

    public static SharedParameter Since { get; } =
        new(
            "Since",
            SharedParameter.Text,
            "Start of the range (inclusive), such as 7d, 24h, today, lastmonth, 2026-11-22 or 2026-11-22T14:00+01:00."
        )
        {
            Details =
                "Times are: a date (`2026-11-22`), a date and time (`2026-11-22T14:00+01:00`), an age (`30m`, `24h`, `7d`, `2w`, "
                + "`3mo`, `1y`), "
                + $"a word ({string.Join(", ", TimeExpression.Words.Select(word => $"`{word}`"))}), the hour, month or year of a "
                + "cost record (`2026-11-22T14+01:00`, `2026-11`, `2026`), a DateTime, a DateTimeOffset or a "
                + "TimeSpan. "
                + "A word is the start of that period. Weeks start on Monday.",
            Aliases = ["After"],
            Default = "the first record",
            Option = "--since",
            ValueName = "TIME",
        };

    public static SharedParameter Until { get; } =
        new("Until", SharedParameter.Text, "End of the range (exclusive).")
        {
            Details = "It accepts the same times as -Since.",
            Aliases = ["Before"],
            Default = "the last record",
            Option = "--until",
            ValueName = "TIME",
        };

    public static SharedParameter At { get; } =
        new("At", SharedParameter.Text, "The time of the prices.")
        {
            Details =
                "A date (`2026-11-22`), a date and time (`2026-11-22T14:00+01:00`), an age (`7d`), a word (`lastmonth`), a DateTime, a "
                + "DateTimeOffset or a TimeSpan. about_Rimuru lists all forms.",
            Default = "now",
            Option = "--at",
            ValueName = "TIME",
        };

    public static SharedParameter OlderThan { get; } =
        new("OlderThan", SharedParameter.Text, "Remove records from before this time, such as 2y, 18mo, 90d or 2026-11-22.")
        {
            Details =
                "A date, a date and time, an age, a word such as `thisyear`, a DateTime, a DateTimeOffset or a TimeSpan. Dates are "
                + "days of the local time zone. about_Rimuru lists all forms.",
            Position = 0,
            Default = "database.retention_days; if that is not set, no record is removed",
            Option = "--older-than",
            ValueName = "TIME",
        };

    public static SharedParameter Reset { get; } =
        new(
            "Reset",
            SharedParameter.Switch,
            "Remove nothing. Lift the age limit, so that the next command that reads logs reads all of them again."
        )
        {
            IsRequired = true,
            Option = "--reset",
        };

    public static SharedParameter TimeZone { get; } =
        new("TimeZone", SharedParameter.Text, "Time zone of days, weeks, months and times without an offset, such as Europe/Berlin or UTC.")
        {
            Default = "the time zone of this machine",
            Option = "--time-zone",
            ValueName = "ZONE",
        };

    public static SharedParameter By { get; } =
        new("By", "CostGrouping[]", $"Group by one or more of {string.Join(", ", Groupings.All.Select(grouping => grouping.Key))}.")
        {
            Position = 1,
            Option = "--by",
            ValueName = Names,
        };

    public static SharedParameter GroupBy { get; } =
        new("GroupBy", SharedParameter.List, "Properties whose values form a group.")
        {
            Details = "Each group gives one summary, in the order in which the groups first appear.",
            Position = null,
            Default = "one group of everything",
        };

    public static SharedParameter CostSource { get; } =
        new("CostSource", "CostSource", "Which costs to use: Calculated, Reported or Auto.")
        {
            Details =
                "`Calculated`: from the dated price table. `Reported`: as the agent logged it; if it logged none, there is no cost. "
                + "`Auto`: as the agent logged it, otherwise calculated. A zero that an agent logs for usage that a plan includes is "
                + "ignored.",
            Default = "Calculated",
            Option = "--cost-source",
        };

    public static SharedParameter Active { get; } =
        new("Active", SharedParameter.Switch, "Only active sessions.")
        {
            Details =
                "A session is active if a process of this machine has it open, or if its last turn is open (or the log does not record "
                + "its end) and the last line is less than ten minutes old. "
                + "`docs/sessions.md` has the rules.",
            Option = "--active",
        };

    public static SharedParameter Status { get; } =
        new("Status", "SessionStatus[]", "Only sessions with these statuses: Active, Completed, Cancelled or Failed.")
        {
            Default = "all",
            Option = "--status",
            ValueName = "STATUS,...",
        };

    public static SharedParameter Newest { get; } =
        new("Newest", SharedParameter.Number, "Only this many sessions: those that started last. The order stays oldest first.")
        {
            Details = "Filters apply first. Of a pipeline, it is the number of all sessions together.",
            Option = "--newest",
            ValueName = "N",
        };

    public static SharedParameter Top { get; } =
        new("Top", SharedParameter.Number, "Only this many groups: those with the highest cost, the highest first.")
        {
            Details =
                "Groups without a price come last. The others are left out, as by Select-Object, and are in no record; the warning about "
                + "models without a price is about all of them. Of a pipeline, it is the number of all groups together.",
            Option = "--top",
            ValueName = "N",
        };

    /// <summary>Of each cmdlet and verb that tests something.</summary>
    public static SharedParameter Quiet { get; } =
        new("Quiet", SharedParameter.Switch, "Tell only whether all is well, and no details.")
        {
            Details =
                "The answer is one Boolean: true if nothing failed, also if there are warnings. What keeps the test from being made, such "
                + "as an unknown name or a wrong configuration, is not an error then, but false.",
            Option = "--quiet",
        };

    public static SharedParameter Detail { get; } =
        new("Detail", SharedParameter.Switch, "One row per copy, with the record that is kept, instead of one row per file and rule.")
        {
            Option = "--detail",
        };

    public static SharedParameter Discover { get; } =
        new("Discover", SharedParameter.Switch, "Find the agents' programs too, and list only agents that are on this machine.")
        {
            Option = "--discover",
        };

    public static SharedParameter Unpriced { get; } =
        new("Unpriced", SharedParameter.Switch, "List the models in the ledger that have requests without a price.")
        {
            Details = "Models with the most tokens come first.",
            IsRequired = true,
            Option = "--unpriced",
        };

    public static SharedParameter NoSync { get; } =
        new("NoSync", SharedParameter.Switch, "Answer from the ledger as it is, without reading logs first.") { Option = "--no-sync" };

    public static SharedParameter HomePath { get; } =
        new(Terms.HomePath.Parameter, SharedParameter.Text, "Use another home folder, which has a ledger of its own.")
        {
            Details =
                "Only the agents' usual places in that folder are read. Its ledger is where that user's ledger would be, unless "
                + "-Database names another. "
                + RelativePaths,
            Default = "your home folder",
            Option = Terms.HomePath.Option,
            ValueName = "FOLDER",
        };

    public static SharedParameter Database { get; } =
        new(Terms.Database.Parameter, SharedParameter.Text, $"The ledger to use: a path such as ./ledger.db, {LedgerStore.UrlForms}.")
        {
            Details = RelativePaths + " A warning says so if there was no ledger and a new one was made.",
            Default = "the configured ledger",
            Option = Terms.Database.Option,
            ValueName = "URL",
        };

    public static SharedParameter Destination { get; } =
        new("Destination", SharedParameter.Text, $"The ledger to copy to: a path such as ./ledger.db, {LedgerStore.UrlForms}.")
        {
            Details = RelativePaths,
            Position = 0,
            IsRequired = true,
        };

    public static SharedParameter PassThru { get; } =
        new("PassThru", SharedParameter.Switch, "Return what the command changed or created. By default, it returns nothing.");

    public static SharedParameter WhatIf { get; } =
        new("WhatIf", SharedParameter.Switch, "Show what the command would do, without changing anything.")
        {
            Aliases = ["wi"],
            Option = "--what-if",
        };

    public static SharedParameter Confirm { get; } = new("Confirm", SharedParameter.Switch, "Ask before each change.") { Aliases = ["cf"] };

    public static IReadOnlyList<SharedParameter> All { get; } =
    [
        .. IntegrationParameters.All,
        .. SkillParameters.All,
        .. BudgetParameters.All, // before those that other nouns have under the same name
        .. HookParameters.All,
        .. ForecastParameters.All,
        .. MetricParameters.All,
        .. ChartParameters.All,
        .. ExportParameters.All,
        .. ToolParameters.All,
        .. RateParameters.All,
        Agent,
        ChangedAgent,
        Model,
        Project,
        Machine,
        User,
        Session,
        InputObject,
        Since,
        Until,
        At,
        OlderThan,
        Reset,
        TimeZone,
        By,
        GroupBy,
        CostSource,
        Active,
        Status,
        Newest,
        Top,
        Quiet,
        Detail,
        Discover,
        Unpriced,
        NoSync,
        HomePath,
        Database,
        Destination,
        PassThru,
        WhatIf,
        Confirm,
    ];

    /// <summary>The one of a cmdlet's parameter; null where the cmdlet's own page describes it.</summary>
    public static SharedParameter? Find(string cmdlet, string name, bool isRequired) =>
        All.FirstOrDefault(shared =>
            shared.Name == name
            && shared.IsRequired == isRequired
            && (shared.Noun is null || cmdlet.EndsWith($"-{shared.Noun}", StringComparison.Ordinal))
            && (shared.Verb is null || cmdlet.StartsWith($"{shared.Verb}-", StringComparison.Ordinal))
        );
}
