namespace Rimuru.Core.Integrations;

/// <summary>The status line in a JSON file of settings.</summary>
/// <param name="Agent">The agent.</param>
/// <param name="Path">The file.</param>
/// <param name="Above">The names of the objects around the setting.</param>
internal sealed record StatusLineFile(string Agent, string Path, IReadOnlyList<string> Above)
    : AgentFile(Agent, IntegrationFeature.StatusLine, Path)
{
    private const string Setting = "statusLine";

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
        if (edit.Find([.. Above, Setting]) is not null)
            throw new ForeignEntryException(
                $"it has a status line already. To keep it, put its command into rimuru's: {command.Line} --chain 'COMMAND'"
            );
        string json = $$"""
            {
              "type": "command",
              "command": {{HookEntries.Json(command.Line)}}
            }
            """;
        edit.Add(edit.Make(Above, isArray: false), string.Join('/', Above), Setting, json.ReplaceLineEndings("\n"));
        return edit.Text;
    }

    public override string? Remove(string text, ISet<string> traces)
    {
        JsonEdit edit = new(text, HasComments, traces);
        if (Command(edit) is not null)
        {
            edit.Remove(edit.Find(Above)!, string.Join('/', Above), edit.Find([.. Above, Setting])!);
            if (Above.Count > 0)
                edit.Unmake(Above);
        }

        return traces.Contains(IntegrationRecord.WholeFile) && edit.Root.Children.Count == 0 ? null : edit.Text;
    }

    private string? Command(JsonEdit edit) =>
        edit.Find([.. Above, Setting, "command"])?.Text is { } command && OwnCommand.IsOf(command, IntegrationFeature.StatusLine)
            ? command
            : null;
}
