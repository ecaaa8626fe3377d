using System.Security.Cryptography;
using System.Text;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Integrations;

/// <summary>A file that is all ours, in a folder of which the agent reads every file.</summary>
internal sealed record OwnFile(string Agent, string Path, Func<AgentCommand, string> Content)
    : AgentFile(Agent, IntegrationFeature.Guard, Path)
{
    private const string Trace = "text:";

    /// <summary>The command line in a text that is ours: between these two.</summary>
    public required (string Before, string After) Mark { get; init; }

    public override string? CommandIn(string text)
    {
        int start = text.IndexOf(Mark.Before, StringComparison.Ordinal);
        if (start < 0)
            return null;
        start += Mark.Before.Length;
        int end = text.IndexOf(Mark.After, start, StringComparison.Ordinal);
        if (end < 0)
            return null;
        string command = JsonFields.TextOf(text[start..end]) ?? text[start..end];
        return OwnCommand.IsOf(command, Feature) ? command : null;
    }

    public override string Install(string? text, AgentCommand command, ISet<string> traces)
    {
        if (text is not null && !IsUnchanged(text, traces))
            throw new ForeignEntryException("it is not as Rimuru wrote it. Move it away first");
        string content = Content(command);
        Forget(traces);
        traces.Add(TraceOf(content));
        return content;
    }

    public override string? Remove(string text, ISet<string> traces)
    {
        if (CommandIn(text) is null)
            return text;
        if (!IsUnchanged(text, traces))
            throw new ForeignEntryException("it was changed since Rimuru wrote it. Delete it yourself if nothing in it is needed");
        Forget(traces);
        return null;
    }

    /// <summary>True if the text is what was written, or what this version would write.</summary>
    private bool IsUnchanged(string text, ISet<string> traces)
    {
        if (CommandIn(text) is not { } line)
            return false;
        bool isClosed = line.EndsWith(OwnCommand.Closed, StringComparison.Ordinal);
        return traces.Contains(TraceOf(text)) || text == Content(new AgentCommand(OwnCommand.ProgramOf(line), line, isClosed));
    }

    private static void Forget(ISet<string> traces) =>
        traces.ExceptWith([.. traces.Where(trace => trace.StartsWith(Trace, StringComparison.Ordinal))]);

    private static string TraceOf(string text) => Trace + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
