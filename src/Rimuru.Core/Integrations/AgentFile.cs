namespace Rimuru.Core.Integrations;

/// <summary>
/// How one feature is written into one agent's file. Works on texts only; <see cref="IntegrationService"/> has the files.
/// </summary>
/// <param name="Agent">The agent.</param>
/// <param name="Feature">The feature.</param>
/// <param name="Path">The agent's file.</param>
internal abstract record AgentFile(string Agent, IntegrationFeature Feature, string Path)
{
    /// <summary>What the user has to do for it to work; null for nothing.</summary>
    public string? Advice { get; init; }

    /// <summary>The command in a text; null if the feature is not there. <see cref="FormatException"/>: the text cannot be read.</summary>
    public abstract string? CommandIn(string text);

    /// <summary>
    /// The text with the feature. <see cref="FormatException"/>: the text cannot be read. <see cref="ForeignEntryException"/>: something
    /// else is in its place.
    /// </summary>
    /// <param name="text">The text; null for no file.</param>
    /// <param name="command">How the agent calls Rimuru.</param>
    /// <param name="traces">What is made besides the entry.</param>
    public abstract string Install(string? text, AgentCommand command, ISet<string> traces);

    /// <summary>The text without the feature; null for no file.</summary>
    public abstract string? Remove(string text, ISet<string> traces);
}

/// <summary>How an agent calls Rimuru.</summary>
/// <param name="Program">The full path of the command.</param>
/// <param name="Line">The command line for a shell.</param>
/// <param name="IsClosed">True if the agent is stopped when the budgets cannot be checked.</param>
internal sealed record AgentCommand(string Program, string Line, bool IsClosed);

/// <summary>Something of the user's is where the feature would have to be.</summary>
internal sealed class ForeignEntryException(string message) : Exception(message);
