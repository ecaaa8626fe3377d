namespace Rimuru.Core.Parameters;

/// <summary>A parameter that several cmdlets have, and the option of the command that means the same.</summary>
/// <param name="Name">The name of the cmdlets' parameter.</param>
/// <param name="Type">Its type, as Get-Help names it.</param>
/// <param name="Summary">What it does, in one line: the help of the command, and the beginning of the cmdlets' help.</param>
internal sealed record SharedParameter(string Name, string Type, string Summary)
{
    /// <summary>The position of a parameter that is given by its name only.</summary>
    public const int Named = -1;

    public const string List = "String[]";
    public const string Number = "Int32";
    public const string Switch = "SwitchParameter";
    public const string Text = "String";

    /// <summary>What Get-Help says after the summary, in Markdown.</summary>
    public string Details { get; init; } = "";

    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Where it stands without its name; null where that differs between cmdlets.</summary>
    public int? Position { get; init; } = Named;

    public bool IsRequired { get; init; }

    public bool HasWildcards { get; init; }

    /// <summary>The noun whose cmdlets alone have it so; null where all others have.</summary>
    public string? Noun { get; init; }

    /// <summary>The verb whose cmdlets alone have it so; null where all others have.</summary>
    public string? Verb { get; init; }

    /// <summary>What holds where it is not given; null for the usual of its type.</summary>
    public string? Default { get; init; }

    /// <summary>The option of the command; null where the command has none.</summary>
    public string? Option { get; init; }

    /// <summary>What stands for the value in the help of the command.</summary>
    public string? ValueName { get; init; }

    /// <summary>The help of the command.</summary>
    public string OptionHelp =>
        Summary + (HasWildcards ? " Wildcards (* and ?) are allowed." : "") + (Default is null ? "" : $" Default: {Default}.");
}
