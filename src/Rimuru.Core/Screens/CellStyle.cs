namespace Rimuru.Core.Screens;

/// <summary>How a cell looks. None has a background or a colour of its own: they are the theme's, whether it is dark or light.</summary>
internal enum CellStyle
{
    Plain,

    /// <summary>Titles of columns, rules, and what is beside the point.</summary>
    Quiet,

    /// <summary>Titles, and sums.</summary>
    Strong,

    /// <summary>The one colour: what is selected, what goes on now, and bars.</summary>
    Accent,

    /// <summary>The row that keys are about.</summary>
    Selected,

    /// <summary>As <see cref="Views.Emphasis.Doubtful"/>.</summary>
    Doubtful,

    /// <summary>As <see cref="Views.Emphasis.Bad"/>.</summary>
    Bad,
}
