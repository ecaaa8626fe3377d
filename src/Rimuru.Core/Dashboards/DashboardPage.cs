namespace Rimuru.Core.Dashboards;

/// <summary>A page of the dashboard.</summary>
/// <param name="Path">Its address.</param>
/// <param name="Title">Its name, as the menu has it.</param>
/// <param name="Sections">Its parts, by what the address selects.</param>
internal sealed record DashboardPage(string Path, string Title, Func<PageRequest, IEnumerable<Section>> Sections)
{
    /// <summary>True if it shows a part of the ledger that a range and names select.</summary>
    public bool IsFiltered { get; init; }

    /// <summary>How many seconds it stays up to date without a change of the ledger; null for ever.</summary>
    public int? SecondsFresh { get; init; }

    /// <summary>True if it waits for what others wrote, which may hang: it must not hold up other pages.</summary>
    public bool RunsPlugins { get; init; }

    /// <summary>True if the menu leads to it; others are reached from a row.</summary>
    public bool IsInMenu { get; init; } = true;
}
