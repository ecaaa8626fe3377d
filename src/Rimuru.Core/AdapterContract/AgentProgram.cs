namespace Rimuru.Core.AdapterContract;

/// <summary>How an agent's program is told from others of the same name.</summary>
/// <param name="Names">File names without an ending, the likeliest first.</param>
internal sealed record AgentProgram(params string[] Names)
{
    /// <summary>
    /// The npm packages that it comes in. A program inside one of them is proven, and its version known, without starting it.
    /// </summary>
    public IReadOnlyList<string> Packages { get; init; } = [];

    /// <summary>Folders below the home that only the agent's own installer makes, with <c>/</c>.</summary>
    public IReadOnlyList<string> OwnFolders { get; init; } = [];

    /// <summary>A pattern of the answer to <c>--version</c> that no other program gives; its first group is the version.</summary>
    public string? Answer { get; init; }

    /// <summary>
    /// True where the answer may also be a version and nothing else, which proves something only together with the agent's data.
    /// </summary>
    public bool AnswersBare { get; init; } = true;
}
