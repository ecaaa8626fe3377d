using Rimuru.Core.Events;
using Rimuru.Core.Reports;

namespace Rimuru.Core.Hooks;

/// <summary>One event for one hook.</summary>
/// <param name="Hook">The hook.</param>
/// <param name="Event">The event.</param>
/// <param name="Means">What a handler may use.</param>
internal sealed record HookDelivery(Hook Hook, RimuruEvent Event, HookMeans Means)
{
    /// <summary>The hooks that led here, this one last, separated by commas.</summary>
    public string Cause { get; init; } = "";

    /// <summary>The event as a CloudEvent on one line, the same in each attempt.</summary>
    public string Envelope => EventText.Envelope(Event);

    /// <summary>The value of a setting; null if the hook does not have it.</summary>
    public string? Setting(string name) => Hook.Setting.GetValueOrDefault(name);

    /// <summary>
    /// The secret whose name a setting has; null if the hook does not have the setting. E14001: no source has the secret.
    /// </summary>
    public string? Secret(string name) => Setting(name) is { } credential ? Means.Secret(credential, $"the hook {Hook.Name}") : null;
}

/// <summary>What a handler may use.</summary>
/// <param name="Secret">Returns the secret of a name, for a user of it that an error names.</param>
/// <param name="Costs">Runs a report on the ledger.</param>
/// <param name="Budgets">How the budgets of the ledger stand, without forecasts.</param>
/// <param name="Measure">Measures this machine and its agents, which takes half a second; null where that is turned off.</param>
/// <param name="Warn">Tells the person who runs the command something.</param>
/// <param name="Time">The clock.</param>
/// <param name="Zone">The zone of days.</param>
internal sealed record HookMeans(
    Func<string, string, string> Secret,
    Func<CostQuery, IReadOnlyList<CostRecord>> Costs,
    Func<IReadOnlyList<BudgetStatus>> Budgets,
    Func<CancellationToken, SystemMetrics?> Measure,
    Action<string> Warn,
    TimeProvider Time,
    TimeZoneInfo Zone
);
