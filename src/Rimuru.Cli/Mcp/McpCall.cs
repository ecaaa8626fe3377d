using System.Text.Json;
using Rimuru.Cli.Output;
using Rimuru.Core;
using Rimuru.Core.Errors;
using Rimuru.Core.Reports;

namespace Rimuru.Cli.Mcp;

/// <summary>One call of a tool: its arguments, checked, and the engine that answers. E9001: an argument is wrong.</summary>
/// <param name="engine">The engine, for this call alone.</param>
/// <param name="tool">The tool.</param>
/// <param name="arguments">The arguments by name.</param>
/// <param name="stop">Cancels the call.</param>
internal sealed class McpCall(RimuruEngine engine, McpTool tool, IReadOnlyDictionary<string, JsonElement> arguments, CancellationToken stop)
{
    public RimuruEngine Engine => engine;

    public CancellationToken Stop => stop;

    /// <summary>What the agent must know besides the rows.</summary>
    public List<string> Notes { get; } = [];

    public DateTimeOffset Now => engine.Time.GetUtcNow();

    /// <summary>Throws if an argument is none of the tool's.</summary>
    public void Check()
    {
        string[] known = [.. tool.Parameters.Select(parameter => parameter.Name)];
        foreach (string name in arguments.Keys)
        {
            if (!known.Contains(name))
                throw Wrong(
                    name,
                    $"'{name}' is no argument of {tool.Name}.{Spelling.Hint(name, known)} It has {string.Join(", ", known)}."
                );
        }

        TimeZoneInfo? zone = Text("timeZone") is { } id ? TimeExpression.Zone(id, "timeZone") : null;
        DisplayZone.Current = new(() => zone ?? engine.Config.Zone);
    }

    public string? Text(string name) => Find(name, JsonValueKind.String, "a text") is { } value ? value.GetString() : null;

    public bool Flag(string name) =>
        Find(name) switch
        {
            null => false,
            { ValueKind: JsonValueKind.True } => true,
            { ValueKind: JsonValueKind.False } => false,
            _ => throw Wrong(name, $"{name} must be true or false."),
        };

    /// <summary>A number from 1 on.</summary>
    public int Number(string name, int usual, int most)
    {
        if (Find(name, JsonValueKind.Number, "a number") is not { } value)
            return usual;
        return value.TryGetInt32(out int number) && number >= 1 && number <= most
            ? number
            : throw Wrong(name, $"{name} must be a whole number from 1 to {most}.");
    }

    /// <summary>The texts of a list; one text alone is a list of it.</summary>
    public string[] List(string name)
    {
        if (Find(name) is not { } value)
            return [];
        JsonElement[] items = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];
        return Array.TrueForAll(items, item => item.ValueKind == JsonValueKind.String && item.GetString()!.Length > 0)
            ? Array.ConvertAll(items, item => item.GetString()!)
            : throw Wrong(name, $"{name} must be a list of texts.");
    }

    /// <summary>The members of an enumeration that a list names.</summary>
    public T[] Words<T>(string name)
        where T : struct, Enum => Array.ConvertAll(List(name), word => Member<T>(name, word));

    public T Word<T>(string name)
        where T : struct, Enum => Text(name) is { } word ? Member<T>(name, word) : default;

    public DateTimeOffset? Time(string name) =>
        Text(name) is { } text ? TimeExpression.Parse(text, name, Now, DisplayZone.Current.Value) : null;

    /// <summary>The filter of the usual arguments. E2002, E3001, E5006, E9003: a name is unknown.</summary>
    public ReportFilter Filter()
    {
        ReportFilter filter = new ReportFilter
        {
            Agent = List("agent"),
            Model = List("model"),
            Project = List("project"),
            Machine = List("machine"),
            User = List("user"),
            SessionId = List("sessionId"),
            Since = Time("since"),
            Until = Time("until"),
        }.Check("since", "until", engine.Agents.Known);
        engine.Reports.NameCheck().Check(filter);
        return filter.SessionId.Count == 0
            ? filter
            : filter with
            {
                SessionId = [.. filter.SessionId.Select(engine.Reports.SessionNaming().IdOf)],
            };
    }

    /// <summary>Notes what the costs leave out.</summary>
    public void NoteUnpriced(IEnumerable<UnpricedUsage> models)
    {
        foreach (UnpricedUsage usage in models)
        {
            string model = McpAnswer.Tame(UnpricedUsage.NameOf(usage.Provider, usage.Model));
            Notes.Add($"No price is known for {model}: {usage.Requests} requests with {usage.Tokens} tokens are not in the cost.");
        }
    }

    private JsonElement? Find(string name) =>
        arguments.TryGetValue(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private JsonElement? Find(string name, JsonValueKind kind, string what)
    {
        if (Find(name) is not { } value)
            return null;
        return value.ValueKind == kind ? value : throw Wrong(name, $"{name} must be {what}.");
    }

    private static T Member<T>(string name, string word)
        where T : struct, Enum
    {
        string[] words = Enum.GetNames<T>();
        return words.Contains(word, StringComparer.OrdinalIgnoreCase)
            ? Enum.Parse<T>(word, ignoreCase: true)
            : throw Wrong(name, $"{name} '{word}' is none of {string.Join(", ", words)}.{Spelling.Hint(word, words)}");
    }

    private static RimuruException Wrong(string name, string message) => new(ErrorCodes.InvalidArgument, message, name);
}
