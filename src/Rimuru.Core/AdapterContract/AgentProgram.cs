namespace Rimuru.Core.AdapterContract;

/// <summary>How an agent's program is distinguished from others of the same name.</summary>
/// <param name="Names">File names without an extension, the likeliest first.</param>
internal sealed record AgentProgram(params string[] Names)
{
    /// <summary>
    /// The npm packages that contain it. A program in one of them is recognized, and its version known, without starting it.
    /// </summary>
    public IReadOnlyList<string> Packages { get; init; } = [];

    /// <summary>Folders below the home folder that only the agent's own installer creates, with <c>/</c>.</summary>
    public IReadOnlyList<string> OwnFolders { get; init; } = [];

    /// <summary>A pattern of the output of <c>--version</c> that only this program prints; its first group is the version.</summary>
    public string? Answer { get; init; }

    /// <summary>
    /// True if the output may also be only a version number, which proves the program only together with the agent's data.
    /// </summary>
    public bool AnswersBare { get; init; } = true;
}
