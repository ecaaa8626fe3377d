namespace Rimuru.Core.Wording;

/// <summary>Where a text is read.</summary>
internal sealed class Face
{
    private Face() { }

    public static Face PowerShell { get; } = new();

    /// <summary>The <c>rimuru</c> command.</summary>
    public static Face Command { get; } = new();

    /// <summary>A page of <c>docs</c>, in Markdown, which has both forms.</summary>
    public static Face Documentation { get; } = new();

    /// <summary>The face of this process. Only the command sets it, once, when it starts.</summary>
    public static Face Current { get; set; } = PowerShell;
}
