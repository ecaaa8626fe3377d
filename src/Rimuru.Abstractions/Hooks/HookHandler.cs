namespace Rimuru;

/// <summary>What a hook does.</summary>
public enum HookHandler
{
    /// <summary>Writes each event to a file.</summary>
    SessionLog,

    /// <summary>Warns when costs reach an amount.</summary>
    CostAlert,

    /// <summary>Sends events to an address over HTTP.</summary>
    Webhook,

    /// <summary>Writes the ledger's figures for a metrics system.</summary>
    MetricsExport,

    /// <summary>Sends a mail.</summary>
    Mail,

    /// <summary>Shows a notification of the operating system.</summary>
    Desktop,

    /// <summary>Runs a PowerShell script.</summary>
    Script,

    /// <summary>Runs a script block in the PowerShell session that registered it.</summary>
    Action,

    /// <summary>Gives events to a notifier plugin.</summary>
    Plugin,
}
