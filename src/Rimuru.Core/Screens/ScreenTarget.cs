namespace Rimuru.Core.Screens;

/// <summary>What a cell of a screen is about, for the mouse.</summary>
internal abstract record ScreenTarget
{
    /// <summary>The title of a page.</summary>
    internal sealed record Page(ScreenPage Of) : ScreenTarget;

    /// <summary>A row of the table that keys are about.</summary>
    internal sealed record Row(int Of) : ScreenTarget;

    /// <summary>The title of a column of that table.</summary>
    internal sealed record Column(int Of) : ScreenTarget;
}
