using static Rimuru.Core.Views.ColumnKind;

namespace Rimuru.Core.Views;

/// <summary>The tables of hooks.</summary>
internal static class HookViews
{
    public static View<Hook> Hook { get; } =
        new(
            new("Name", "Name", Name, 14, h => h.Name),
            new("Event", "Event", Name, 18, h => string.Join(", ", h.Event)) { Expression = "$_.Event -join ', '" },
            new("Handler", "Handler", Text, 10, h => h.Handler),
            new("Failures", "Failures", Count, 8, h => h.Failures),
            new("Enabled", "Enabled", Flag, 7, h => h.Enabled),
            new("Trusted", "Trusted", Flag, 7, h => h.Trusted)
        );

    public static View<HookRun> Run { get; } =
        new(
            new("Hook", "Hook", Name, 12, r => r.Hook),
            new("State", "State", Text, 9, r => r.State),
            new("Time", "Time", Time, 22, r => r.Time),
            new("Event", "Event", Name, 20, r => r.Event) { Expression = "\"$($_.Event.Kind) $($_.Event.Subject)\"" },
            new("Error", "Error", Name, 24, r => r.Error)
        );
}
