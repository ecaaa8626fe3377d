namespace Rimuru.Core.Integrations;

/// <summary>The guard in a JSON file of hooks: <c>hooks.EVENT[].hooks[]</c>, as Claude Code began it.</summary>
internal sealed record HookFile(string Agent, string Path, IReadOnlyList<string> Events, Func<string, AgentCommand, string> GroupOf)
    : AgentFile(Agent, IntegrationFeature.Guard, Path)
{
    private const string Hooks = "hooks";

    /// <summary>True if the agent accepts comments in the file.</summary>
    public bool HasComments { get; init; }

    /// <summary>Other names that the root may have; null for any.</summary>
    public IReadOnlyList<string>? OnlyNames { get; init; }

    public override string? CommandIn(string text)
    {
        JsonPlace root = JsonText.Parse(text, HasComments);
        List<Entry> entries = [.. EntriesIn(root, text)];
        return Events.All(name => entries.Exists(entry => entry.Event == name)) ? entries[0].Command : null;
    }

    public override string Install(string? text, AgentCommand command, ISet<string> traces)
    {
        if (
            text is not null
            && CommandIn(text) == command.Line
            && EntriesIn(JsonText.Parse(text, HasComments), text).Count() == Events.Count
        )
            return text;

        // Without what is there already, so that a second time changes nothing, and another command replaces the first.
        JsonEdit edit = new(text is null ? "{}\n" : Remove(text, traces) ?? "{}\n", HasComments, traces);
        if (text is null)
            traces.Add(IntegrationRecord.WholeFile);
        if (OnlyNames is not null && edit.Root.Children.FirstOrDefault(child => !OnlyNames.Contains(child.Name)) is { } other)
            throw new FormatException($"'{other.Name}' is no member that the agent accepts in this file.");
        foreach (string name in Events)
            edit.Add(edit.Make([Hooks, name], isArray: true), $"{Hooks}/{name}", null, GroupOf(name, command));
        return edit.Text;
    }

    public override string? Remove(string text, ISet<string> traces)
    {
        JsonEdit edit = new(text, HasComments, traces);
        while (EntriesIn(edit.Root, edit.Text).FirstOrDefault() is { } entry)
        {
            if (entry.Group.Member(Hooks) is { Children.Count: > 1 } others)
                edit.Remove(others, "", entry.Handler);
            else
                edit.Remove(edit.Find([Hooks, entry.Event])!, $"{Hooks}/{entry.Event}", entry.Group);
            edit.Unmake([Hooks, entry.Event]);
            edit.Unmake([Hooks]);
        }

        return traces.Contains(IntegrationRecord.WholeFile) && edit.Root.Children.Count == 0 ? null : edit.Text;
    }

    private static IEnumerable<Entry> EntriesIn(JsonPlace root, string text) =>
        from named in root.Member(Hooks)?.Children ?? []
        from grouped in named.Children
        from handler in grouped.Member(Hooks) is { } inner && inner.IsArray(text) ? inner.Children : []
        let command = handler.Member("command")?.Text
        where command is not null && OwnCommand.IsOf(command, IntegrationFeature.Guard)
        select new Entry(named.Name!, grouped, handler, command);

    private sealed record Entry(string Event, JsonPlace Group, JsonPlace Handler, string Command);
}
