using Rimuru.Core.Hooks;

namespace Rimuru.Core.Parameters;

/// <summary>The parameters of hooks.</summary>
internal static class HookParameters
{
    private const string Noun = "RimuruHook";
    private const string Names = "NAME,...";

    public static SharedParameter Event { get; } =
        new("Event", "EventKind[]", "The events that the hook wants.")
        {
            Details = $"They are {string.Join(", ", Enum.GetNames<EventKind>())}; `docs/hooks.md` says when each happens.",
            Noun = Noun,
            Position = 1,
            Default = "what hooks of the kind usually want",
            Option = "--event",
            ValueName = "EVENT,...",
        };

    public static SharedParameter Handler { get; } =
        new("Handler", nameof(HookHandler), "What the hook does: SessionLog, CostAlert, Webhook, MetricsExport, Mail, Desktop or Plugin.")
        {
            Noun = Noun,
            Default = "Webhook with a URL, Script with the path of a .ps1, Plugin with a plugin, CostAlert with an amount",
            Option = "--handler",
            ValueName = "HANDLER",
        };

    public static SharedParameter Url { get; } =
        Setting("Url", "--url", "URL", "The address of a webhook, or of a metrics collector: https, or http on this machine.");

    public static SharedParameter Secret { get; } =
        Setting("Secret", "--secret", "CREDENTIAL", "The name of the credential that signs a webhook.");

    public static SharedParameter Shape { get; } =
        Setting(
            "Shape",
            "--shape",
            "SHAPE",
            "The form of what a webhook sends, such as CloudEvent, Slack, Teams, Discord, Ntfy or PagerDuty."
        );

    public static SharedParameter Template { get; } =
        Setting("Template", "--template", "TEXT", "The text of a message, with properties of the event in braces: '{agent} {cost}'.");

    public static SharedParameter Path { get; } =
        Setting("Path", "--path", "FILE", "The file of a session log or of metrics, or the PowerShell script to run.");

    public static SharedParameter Format { get; } =
        Setting("Format", "--format", "FORMAT", "The form of a session log's lines: text, csv or jsonl.");

    public static SharedParameter Plugin { get; } =
        Setting("Plugin", "--plugin", "ID", "The notifier plugin that gets the events; it gets the settings, too.");

    public static SharedParameter Amount { get; } =
        new("Amount", "Decimal", "The US dollars at which a CostAlert warns.")
        {
            Noun = Noun,
            Option = "--amount",
            ValueName = "NUMBER",
        };

    public static SharedParameter Window { get; } =
        new("Window", nameof(BudgetWindow), $"The time for which the amount of a CostAlert is: {string.Join(", ", CostAlert.Windows)}.")
        {
            Noun = Noun,
            Default = "Day",
            Option = "--window",
            ValueName = "WINDOW",
        };

    public static SharedParameter By { get; } =
        new("By", nameof(CostGrouping), $"Let the amount be for each {string.Join(", ", CostAlert.Parts)} by itself.")
        {
            Noun = Noun,
            Option = "--by",
            ValueName = "NAME",
        };

    public static SharedParameter MoreSettings { get; } =
        new("Setting", "Hashtable", "More settings of the handler, by name.")
        {
            Details = "`docs/hooks.md` lists those of each handler. Secrets are names of credentials, never the secrets themselves.",
            Noun = Noun,
            Option = "--setting",
            ValueName = "NAME=VALUE",
        };

    public static SharedParameter CustomName { get; } =
        new("CustomName", SharedParameter.List, "Only custom events with these names.")
        {
            Noun = Noun,
            HasWildcards = true,
            Option = "--custom-name",
            ValueName = Names,
        };

    public static SharedParameter Agent { get; } = Filter("Agent", "agents");

    public static SharedParameter Project { get; } = Filter("Project", "projects");

    public static SharedParameter Branch { get; } = Filter("Branch", "git branches");

    public static SharedParameter Model { get; } = Filter("Model", "models");

    public static SharedParameter Machine { get; } = Filter("Machine", "machines");

    public static SharedParameter User { get; } = Filter("User", "users");

    public static SharedParameter MinCost { get; } =
        new("MinCost", "Decimal", "Only events with at least this cost in US dollars.")
        {
            Noun = Noun,
            Option = "--min-cost",
            ValueName = "NUMBER",
        };

    public static SharedParameter Priority { get; } =
        new("Priority", SharedParameter.Number, "The order among the hooks of one event: the lowest first.")
        {
            Noun = Noun,
            Default = "100",
            Option = "--priority",
            ValueName = "NUMBER",
        };

    public static SharedParameter TimeoutSeconds { get; } =
        new("TimeoutSeconds", SharedParameter.Number, "How many seconds one delivery may take, up to 600.")
        {
            Noun = Noun,
            Default = "30",
            Option = "--timeout",
            ValueName = "SECONDS",
        };

    public static SharedParameter IncludeHistory { get; } =
        new("IncludeHistory", SharedParameter.Switch, "Tell the hook of the sessions so far, too.")
        {
            Noun = Noun,
            Option = "--include-history",
        };

    public static IReadOnlyList<SharedParameter> All { get; } =
    [
        Event,
        Handler,
        Url,
        Secret,
        Shape,
        Template,
        Path,
        Format,
        Plugin,
        Amount,
        Window,
        By,
        MoreSettings,
        CustomName,
        Agent,
        Project,
        Branch,
        Model,
        Machine,
        User,
        MinCost,
        Priority,
        TimeoutSeconds,
        IncludeHistory,
    ];

    /// <summary>The parameters that are settings of the handler by their own names.</summary>
    public static IReadOnlyList<SharedParameter> TextSettings { get; } = [Url, Secret, Shape, Template, Path, Format, Plugin];

    private static SharedParameter Setting(string name, string option, string value, string summary) =>
        new(name, SharedParameter.Text, summary)
        {
            Noun = Noun,
            Option = option,
            ValueName = value,
        };

    private static SharedParameter Filter(string name, string many) =>
        new(name, SharedParameter.List, $"Only events about these {many}.")
        {
            Noun = Noun,
            HasWildcards = true,
            Option = "--" + name.ToLowerInvariant(),
            ValueName = Names,
        };
}
