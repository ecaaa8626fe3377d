namespace Rimuru.Core.Views;

/// <summary>Where a column is shown.</summary>
[Flags]
internal enum Places
{
    /// <summary>The tables of PowerShell.</summary>
    Shell = 1,

    /// <summary>The tables of the command.</summary>
    Command = 2,

    Everywhere = Shell | Command,
}
