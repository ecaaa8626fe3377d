namespace HelpWriter;

/// <summary>What a page says of a cmdlet.</summary>
internal sealed record CmdletPage(
    string Name,
    IReadOnlyList<string> Synopsis,
    IReadOnlyList<SyntaxText> Syntax,
    IReadOnlyList<string> Description,
    IReadOnlyList<ExampleText> Examples,
    IReadOnlyList<ParameterText> Parameters,
    IReadOnlyList<TypeText> Inputs,
    IReadOnlyList<TypeText> Outputs,
    IReadOnlyList<string> Related);

/// <summary>One way to call a cmdlet: the parameters that go together, in their order.</summary>
internal sealed record SyntaxText(IReadOnlyList<SyntaxParameter> Parameters);

/// <summary>A parameter in a way to call a cmdlet.</summary>
internal sealed record SyntaxParameter(string Name, bool IsRequired, bool IsPositional);

/// <summary>An example: what is typed, what may come out, and what there is to say about it.</summary>
internal sealed record ExampleText(string Title, string Code, IReadOnlyList<string> Remarks);

/// <summary>A type with what it is used for.</summary>
internal sealed record TypeText(string Name, IReadOnlyList<string> Description);

/// <summary>A parameter with its facts: Type, and where they differ from the usual, Aliases, Position, Required, Pipeline, Wildcards, Default.</summary>
internal sealed record ParameterText(string Name, IReadOnlyList<string> Description, IReadOnlyDictionary<string, string> Facts)
{
    public const string Switch = "SwitchParameter";

    public string Type => Facts["Type"];

    public bool IsSwitch => Type == Switch;

    public string Fact(string name, string otherwise) => Facts.GetValueOrDefault(name, otherwise);
}
