using System.Globalization;

namespace Rimuru.Core.Hooks.Handlers;

/// <summary>Warns whoever runs the command that costs reached an amount; the event is for other hooks, too.</summary>
internal sealed class CostAlertHandler : IHookHandler
{
    public HookHandler Kind => HookHandler.CostAlert;

    public IReadOnlyList<HookSetting> Settings { get; } =
    [
        new(CostAlert.AmountSetting, IsRequired: true),
        new(CostAlert.WindowSetting, Values: CostAlert.Windows),
        new(CostAlert.BySetting, Values: CostAlert.Parts),
    ];

    public IReadOnlyList<EventKind> UsualEvents { get; } = [EventKind.CostThreshold];

    public bool IsOfMachine => false;

    public Hook Check(Hook hook)
    {
        Hook known = HookSettings.Check(this, hook);
        _ = new CostAlert(known);
        if (known.Event.Any(kind => kind != EventKind.CostThreshold))
            throw HookSettings.Invalid(hook, $"{Kind} is about {EventKind.CostThreshold} alone.");
        return known;
    }

    public Task<HookResult> DeliverAsync(HookDelivery delivery, CancellationToken stop)
    {
        CostThresholdEvent told = (CostThresholdEvent)delivery.Event;
        string? part = told.SessionId ?? told.Agent ?? told.Project ?? told.Model;
        delivery.Means.Warn(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{told.Name}: {told.Spent:0.00} USD of {told.Limit:0.##}{(part is null ? "" : $" by {part}")}, {told.Window}"
            )
        );
        return Task.FromResult(HookResult.Continue);
    }
}
