namespace Rimuru.Core.Wording;

/// <summary>
/// What a text names differently in PowerShell and in the command. In an interpolated string it takes the form of the process's face.
/// </summary>
internal abstract record Term
{
    public abstract string InPowerShell { get; }

    public abstract string InCommand { get; }

    /// <summary>Its form in a text for this face.</summary>
    public string For(Face face)
    {
        if (face == Face.Documentation)
            return $"`{InPowerShell}` (`{InCommand}`)";
        return face == Face.Command ? Quoted(InCommand) : InPowerShell;
    }

    public sealed override string ToString() => For(Face.Current);

    /// <summary>The command's form within a sentence.</summary>
    private protected virtual string Quoted(string text) => text;
}

/// <summary>An option: a parameter of cmdlets, and an option of verbs.</summary>
/// <param name="Parameter">The parameter, without its hyphen.</param>
/// <param name="Option">The option, with its hyphens.</param>
internal sealed record OptionTerm(string Parameter, string Option) : Term
{
    /// <summary>The value, with a leading space; empty for none.</summary>
    public string Value { get; init; } = "";

    public override string InPowerShell => $"-{Parameter}{Value}";

    public override string InCommand => Option + Value;
}

/// <summary>An action: a cmdlet and a verb, with what follows each.</summary>
/// <param name="Cmdlet">The cmdlet.</param>
/// <param name="Verb">The verb, with the one below it if there is one.</param>
internal sealed record ActionTerm(string Cmdlet, string Verb) : Term
{
    /// <summary>What follows the cmdlet, with a leading space.</summary>
    public string CmdletArguments { get; init; } = "";

    /// <summary>What follows the verb, with a leading space.</summary>
    public string VerbArguments { get; init; } = "";

    public override string InPowerShell => Cmdlet + CmdletArguments;

    public override string InCommand => $"rimuru {Verb}{VerbArguments}";

    // A verb is a plain word: without quotes it would be read as a part of the sentence.
    private protected override string Quoted(string text) => $"'{text}'";
}

/// <summary>What one face can do and the other cannot: a phrase for each.</summary>
internal sealed record PhraseTerm(string Shell, string Command) : Term
{
    public override string InPowerShell => Shell;

    public override string InCommand => Command;
}
