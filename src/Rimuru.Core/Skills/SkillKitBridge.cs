using System.Text.Json;
using System.Text.RegularExpressions;
using Rimuru.Core.Config;
using Rimuru.Core.Errors;
using Rimuru.Core.Files;
using Rimuru.Core.Processes;

namespace Rimuru.Core.Skills;

/// <summary>
/// The real <c>skillkit</c>, if it is on the user's PATH. It is never downloaded, its server never started, and never asked for what it
/// would write.
/// </summary>
internal sealed partial class SkillKitBridge(HostEnvironment environment)
{
    private const string Command = "skillkit";
    private const int MostOutput = 8 << 20;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Lazy<(string Program, string[] First)?> program = new(() => Find(environment));
    private string? version;

    /// <summary>True if it is here.</summary>
    public bool IsHere => program.Value is not null;

    /// <summary>Its version; null if it is not here or does not say.</summary>
    public string? Version(CancellationToken stop)
    {
        if (!IsHere)
            return null;
        try
        {
            return version ??= VersionForm().Match(Plain(Run(["--version"], stop).Output)) is { Success: true } found ? found.Value : "?";
        }
        catch (RimuruException)
        {
            return null;
        }
    }

    /// <summary>Its list of skills that match words. E8008: it failed.</summary>
    public IReadOnlyList<SkillMatch> Search(string words, int most, CancellationToken stop)
    {
        using JsonDocument json = Ask(["find", Value(words), "--json", "--limit", $"{most}"], stop);
        return
        [
            .. Items(json.RootElement, "results")
                .Select(item => new SkillMatch
                {
                    Name = TextOf(item, "name") ?? "",
                    Source = TextOf(item, "source") ?? "",
                    Description = TextOf(item, "description") ?? "",
                    FoundIn = $"SkillKit {Version(stop)}",
                })
                .Where(match => match.Name.Length > 0),
        ];
    }

    /// <summary>Its scan of a folder: the verdict, and what it found. E8008: it failed.</summary>
    public (string Verdict, IReadOnlyList<SkillFinding> Findings) Scan(string folder, string place, string skill, CancellationToken stop)
    {
        using JsonDocument json = Ask(["scan", folder, "--json"], stop, isExitOneAnAnswer: true);
        IReadOnlyList<SkillFinding> findings =
        [
            .. Items(json.RootElement, "findings")
                .Select(item => new SkillFinding
                {
                    Skill = skill,
                    Severity = Enum.TryParse(TextOf(item, "severity"), ignoreCase: true, out SkillSeverity severity)
                        ? severity
                        : SkillSeverity.Medium,
                    Rule = TextOf(item, "ruleId") ?? "?",
                    Path = PlaceOf(TextOf(item, "filePath"), folder, place),
                    Line = item.TryGetProperty("lineNumber", out JsonElement line) && line.TryGetInt32(out int number) ? number : null,
                    Message = TextOf(item, "title") ?? "",
                    Scanner = "SkillKit",
                }),
        ];
        return (TextOf(json.RootElement, "verdict") ?? throw Failed("scan", "its answer has no verdict"), findings);
    }

    /// <summary>
    /// What it recommends for a project; null if it has no index, which only the user can fetch. E8008: it failed.
    /// </summary>
    public IReadOnlyList<SkillRecommendation>? Recommend(string project, CancellationToken stop)
    {
        if (!RegularFile.Exists(environment.InHome(".skillkit", "index.json")))
            return null;
        using JsonDocument json = Ask(["recommend", "--json", "--path", project], stop);
        return
        [
            .. Items(json.RootElement, "recommendations")
                .Where(item => item.TryGetProperty("skill", out JsonElement skill) && skill.ValueKind == JsonValueKind.Object)
                .Select(item => new SkillRecommendation
                {
                    Name = TextOf(item.GetProperty("skill"), "name") ?? "?",
                    Source = TextOf(item.GetProperty("skill"), "source") ?? "?",
                    Basis = "SkillKit",
                    Score = item.TryGetProperty("score", out JsonElement score) && score.TryGetDouble(out double number) ? number : null,
                    Reason = ReasonOf(item),
                }),
        ];
    }

    /// <summary>
    /// The JSON in an output: the last text that begins on a line of its own and is one value to the end. Null if there is none: the real
    /// command ends well without JSON where it has nothing to say.
    /// </summary>
    public static JsonDocument? JsonIn(string output)
    {
        string text = Plain(output);
        for (int at = 0; at >= 0 && at < text.Length; at = NextLine(text, at))
        {
            if (text[at] is not ('{' or '['))
                continue;
            try
            {
                return JsonDocument.Parse(text[at..].TrimEnd());
            }
            catch (JsonException)
            {
                // a line of its messages that begins with a bracket
            }
        }

        return null;
    }

    private JsonDocument Ask(IReadOnlyList<string> arguments, CancellationToken stop, bool isExitOneAnAnswer = false)
    {
        ChildResult result = Run(arguments, stop);
        bool isAnswer = result.Exit == 0 || (isExitOneAnAnswer && result.Exit == 1);
        if (isAnswer && !result.IsCut && JsonIn(result.Output) is { } json)
        {
            if (json.RootElement.ValueKind == JsonValueKind.Object)
                return json;
            json.Dispose();
        }

        string why = Plain(result.Complaint).Trim();
        throw Failed(arguments[0], why.Length > 0 ? why[..Math.Min(why.Length, 400)] : $"it ended with {result.Exit} and no answer");
    }

    private ChildResult Run(IReadOnlyList<string> arguments, CancellationToken stop)
    {
        (string path, string[] first) = program.Value ?? throw Failed(arguments[0], "it is not on the PATH");
        ChildProgram child = new(path, [.. first, .. arguments])
        {
            Limit = Limit,
            MostOutput = MostOutput,
            IsMarked = true,
            Variables = new Dictionary<string, string>
            {
                ["NO_COLOR"] = "1",
                ["CI"] = "1",
                ["HOME"] = environment.OwnHome,
                ["USERPROFILE"] = environment.OwnHome,
            },
        };
        try
        {
            return ChildProcess.Run(child, stop);
        }
        catch (Exception e) when (e is IOException or TimeoutException)
        {
            throw Failed(arguments[0], e.Message, e);
        }
    }

    /// <summary>
    /// The command as a program and its first arguments: the file of npm is a script, which only node can run everywhere.
    /// </summary>
    private static (string Program, string[] First)? Find(HostEnvironment environment)
    {
        if (!environment.IsOwnHome)
            return null;
        string? script = environment.Platform == HostPlatform.Windows ? ScriptOnWindows(environment) : FileOf(environment);
        if (script is null)
            return null;
        if (!script.EndsWith("js", StringComparison.OrdinalIgnoreCase))
            return (script, []);
        return environment.FindProgram("node") is { } node ? (node, [script]) : null;
    }

    private static string? FileOf(HostEnvironment environment) =>
        environment.FindProgram(Command) is { } found ? FinalPath.Of(found) : null;

    /// <summary>npm's .cmd would take arguments apart, so the script that it names is run.</summary>
    private static string? ScriptOnWindows(HostEnvironment environment) =>
        (environment.Variable("PATH") ?? "")
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(folder => Path.IsPathFullyQualified(folder) && RegularFile.Exists(Path.Combine(folder, Command + ".cmd")))
            .Select(folder => Path.Combine(folder, "node_modules", Command, "dist", "cli.js"))
            .FirstOrDefault(path => RegularFile.Exists(path) && environment.WhyNotStarted(path) is null);

    /// <summary>A value that cannot be taken for an option. E9001: it begins like one.</summary>
    private static string Value(string text) =>
        !text.StartsWith('-') ? text : throw new RimuruException(ErrorCodes.InvalidArgument, $"'{text}' begins with a hyphen.", text);

    private static RimuruException Failed(string command, string why, Exception? inner = null) =>
        new(ErrorCodes.SkillKitFailed, $"'{Command} {command}' gave no answer: {why}", command, inner);

    private static string PlaceOf(string? path, string folder, string place)
    {
        if (path is null)
            return place;
        string full = FinalPath.Of(Path.IsPathRooted(path) ? path : Path.Combine(folder, path)),
            root = FinalPath.Of(folder);
        return FinalPath.IsBelow(full, root) ? $"{place}/{Path.GetRelativePath(root, full).Replace('\\', '/')}" : place;
    }

    private static string ReasonOf(JsonElement item)
    {
        List<string> reasons = [];
        foreach (JsonElement reason in Items(item, "reasons"))
        {
            string? text = reason.ValueKind == JsonValueKind.String ? reason.GetString() : TextOf(reason, "description");
            if (!string.IsNullOrWhiteSpace(text))
                reasons.Add(text);
        }

        return reasons.Count > 0 ? string.Join("; ", reasons) : "its score for this project";
    }

    private static JsonElement.ArrayEnumerator Items(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out JsonElement list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray()
            : default;

    private static string? TextOf(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object
        && json.TryGetProperty(name, out JsonElement value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static int NextLine(string text, int at) => text.IndexOf('\n', at) is >= 0 and var end ? end + 1 : -1;

    private static string Plain(string text) => Escapes().Replace(text, "");

    [GeneratedRegex(@"\x1B(\[[0-?]*[ -/]*[@-~]|[@-Z\\-_])", RegexOptions.CultureInvariant)]
    private static partial Regex Escapes();

    [GeneratedRegex(@"\d+\.\d+\.\d+\S*", RegexOptions.CultureInvariant)]
    private static partial Regex VersionForm();
}
