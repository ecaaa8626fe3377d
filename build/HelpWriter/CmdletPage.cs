namespace HelpWriter;

/// <summary>What people wrote of a cmdlet: its page.</summary>
internal sealed record CmdletPage(
    string File,
    string Name,
    IReadOnlyList<string> Synopsis,
    IReadOnlyList<string> Description,
    IReadOnlyList<ExampleText> Examples,
    IReadOnlyList<ParameterText> Parameters,
    IReadOnlyList<TypeText> Inputs,
    IReadOnlyList<TypeText> Outputs,
    IReadOnlyList<string> Related
);

/// <summary>An example: what is typed, what may come out, and what there is to say about it.</summary>
internal sealed record ExampleText(string Title, string Code, IReadOnlyList<string> Remarks);

/// <summary>A type with what it is used for.</summary>
internal sealed record TypeText(string Name, IReadOnlyList<string> Description);

/// <summary>What a page says of a parameter, and what holds where it is not given.</summary>
internal sealed record ParameterText(string Name, IReadOnlyList<string> Description, string? Default);
