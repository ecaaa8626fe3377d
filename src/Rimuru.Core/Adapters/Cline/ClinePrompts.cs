using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Cline;

/// <summary>The models in the prompts of a task: Roo Code and Kilo name the model only in the prompt.</summary>
internal sealed partial class ClinePrompts
{
    private const string FileName = "api_conversation_history.json";

    private readonly List<(long Ms, string Model)> models = [];

    private ClinePrompts() { }

    public static bool Is(string path) => Path.GetFileName(path) == FileName;

    public static string FileOf(string taskPath) => Path.Combine(Path.GetDirectoryName(taskPath)!, FileName);

    /// <summary>The prompts of a task; empty if they cannot be read.</summary>
    public static ClinePrompts Of(string taskPath, NameTable names)
    {
        ClinePrompts prompts = new();
        try
        {
            if (!File.Exists(FileOf(taskPath)))
                return prompts;
            using JsonDocument document = JsonFields.ParseFile(FileOf(taskPath), JsonValueKind.Array);
            foreach (JsonElement message in document.RootElement.Items())
            {
                if (!message.Is("role"u8, "user"))
                    continue;
                prompts.Folder ??= message
                    .Get("content"u8)
                    .Items()
                    .Select(part => part.Get("text"u8).Text())
                    .OfType<string>()
                    .Select(text => ClineTaskPlace.FolderIn(text, names))
                    .FirstOrDefault(folder => folder is not null);
                if (message.Time("ts"u8) is { } ms && ModelIn(message) is { } model)
                    prompts.models.Add((ms, names.Get(Encoding.UTF8.GetBytes(model))!));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || Json.IsDefect(e))
        {
            // The tokens do not depend on it.
        }

        return prompts;
    }

    /// <summary>The folder in the first prompt that has one.</summary>
    public string? Folder { get; private set; }

    /// <summary>The model of the last prompt before a time; null if there is none.</summary>
    public string? Before(long ms)
    {
        int at = models.FindLastIndex(prompt => prompt.Ms < ms);
        return at < 0 ? null : models[at].Model;
    }

    private static string? ModelIn(JsonElement message)
    {
        string? model = null;
        foreach (JsonElement part in message.Get("content"u8).Items())
        {
            if (part.Get("text"u8).Text() is { } text && Mode().Match(text) is { Success: true } named)
                model = named.Groups["model"].Value;
        }

        return model;
    }

    /// <summary>Matches the last occurrence: the text before it is the user's.</summary>
    [GeneratedRegex(
        @"# Current Mode\s+<slug>[^<]*</slug>\s*<name>[^<]*</name>\s*<model>(?<model>[^<]{1,200})</model>",
        RegexOptions.CultureInvariant | RegexOptions.RightToLeft
    )]
    private static partial Regex Mode();
}
