using static Rimuru.Core.Views.ColumnKind;

namespace Rimuru.Core.Views;

/// <summary>The table of dashboards.</summary>
internal static class DashboardViews
{
    public static View<Dashboard> Dashboard { get; } =
        new(
            new("Url", "Url", Name, 24, d => d.Url),
            new("SignInFile", "Sign in once by opening", Name, 24, d => d.SignInFile),
            new("StartedAt", "Started", Time, 22, d => d.StartedAt),
            new("Ledger", "Ledger", Name, 24, d => d.Ledger)
        );
}
