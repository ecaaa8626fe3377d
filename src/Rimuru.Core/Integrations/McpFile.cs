using System.Text;

namespace Rimuru.Core.Integrations;

/// <summary>Rimuru among the servers of the Model Context Protocol in a JSON file.</summary>
/// <param name="Agent">The agent.</param>
/// <param name="Path">The file.</param>
/// <param name="Servers">The name of the object with the servers.</param>
/// <param name="Form">How the agent writes a server.</param>
internal sealed record McpFile(string Agent, string Path, string Servers, McpForm Form) : AgentFile(Agent, IntegrationFeature.Mcp, Path)
{
    /// <summary>The name of the server.</summary>
    public const string Server = "rimuru";

    /// <summary>Why nothing is installed where another server has the name.</summary>
    public const string ForeignServer = $"it has another server with the name {Server}";

    /// <summary>True if the agent accepts comments in the file.</summary>
    public bool HasComments { get; init; }

    public override string? CommandIn(string text) => Command(new JsonEdit(text, HasComments, new HashSet<string>()));

    public override string Install(string? text, AgentCommand command, ISet<string> traces)
    {
        if (text is not null && CommandIn(text) == command.Line)
            return text;
        JsonEdit edit = new(text is null ? "{}\n" : Remove(text, traces) ?? "{}\n", HasComments, traces);
        if (text is null)
            traces.Add(IntegrationRecord.WholeFile);
        if (edit.Find([Servers, Server]) is not null)
            throw new ForeignEntryException(ForeignServer);
        edit.Add(edit.Make([Servers], isArray: false), Servers, Server, EntryOf(command.Program));
        return edit.Text;
    }

    public override string? Remove(string text, ISet<string> traces)
    {
        JsonEdit edit = new(text, HasComments, traces);
        if (Command(edit) is not null)
        {
            edit.Remove(edit.Find([Servers])!, Servers, edit.Find([Servers, Server])!);
            edit.Unmake([Servers]);
        }

        return traces.Contains(IntegrationRecord.WholeFile) && edit.Root.Children.Count == 0 ? null : edit.Text;
    }

    private string EntryOf(string program)
    {
        string command = HookEntries.Json(program);
        IEnumerable<string> lines = Form switch
        {
            McpForm.OneList => ["\"type\": \"local\"", $"\"command\": [{command}, \"{OwnCommand.Mcp}\"]", "\"enabled\": true"],
            McpForm.WithTools => ["\"type\": \"local\"", $"\"command\": {command}", Arguments, "\"tools\": [\"*\"]"],
            McpForm.WithType => ["\"type\": \"stdio\"", $"\"command\": {command}", Arguments],
            _ => [$"\"command\": {command}", Arguments],
        };
        return new StringBuilder("{\n  ").AppendJoin(",\n  ", lines).Append("\n}").ToString();
    }

    private static string Arguments => $"\"args\": [\"{OwnCommand.Mcp}\"]";

    /// <summary>The command line of an entry that is ours.</summary>
    private string? Command(JsonEdit edit)
    {
        JsonPlace? command = edit.Find([Servers, Server, "command"]),
            list = Form == McpForm.OneList ? command : edit.Find([Servers, Server, "args"]);
        if (list is null || command is null)
            return null;
        IEnumerable<string?> words = list.Children.Select(child => child.Text);
        if (Form != McpForm.OneList)
            words = words.Prepend(command.Text);
        string line = string.Join(' ', words.OfType<string>().Select(OwnCommand.Quoted));
        return OwnCommand.IsOf(line, IntegrationFeature.Mcp) ? line : null;
    }
}

/// <summary>How an agent writes a server of the Model Context Protocol.</summary>
internal enum McpForm
{
    /// <summary>Command and arguments.</summary>
    Plain,

    /// <summary>The same, with the type <c>stdio</c>.</summary>
    WithType,

    /// <summary>The same, with the type <c>local</c> and the tools that may be used.</summary>
    WithTools,

    /// <summary>Command and arguments in one list, with the type <c>local</c>.</summary>
    OneList,
}
