using System.Text;
using System.Text.Json;
using Rimuru.Core.Files;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Copilot;

/// <summary>The folder and branch that a session worked in.</summary>
internal readonly record struct CopilotPlace(string? Folder, string? Branch);

/// <summary>
/// Finds where a session worked, for sources that do not have it: from the session's <c>workspace.yaml</c>, else from the start of its
/// event log.
/// </summary>
/// <param name="home">Copilot's home folder.</param>
/// <param name="names">The reader's names.</param>
internal sealed class CopilotPlaces(string home, NameTable names)
{
    private const int MostBytes = 64 * 1024;

    private readonly Dictionary<string, CopilotPlace> known = new(StringComparer.Ordinal);

    public CopilotPlace Of(string session)
    {
        if (known.TryGetValue(session, out CopilotPlace place))
            return place;
        place = RegularFile.IsName(session) ? Look(Path.Combine(home, CopilotLocations.Sessions, session)) : default;
        known.Add(session, place);
        return place;
    }

    /// <summary>True if Copilot CLI has a folder of the session.</summary>
    public bool Has(string session) =>
        RegularFile.IsName(session) && Directory.Exists(Path.Combine(home, CopilotLocations.Sessions, session));

    private CopilotPlace Look(string folder)
    {
        try
        {
            CopilotPlace place = OfWorkspace(Path.Combine(folder, "workspace.yaml"));
            return place.Folder is null ? OfStart(Path.Combine(folder, CopilotLocations.Events)) : place;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || Json.IsDefect(e))
        {
            return default; // the tokens do not depend on it
        }
    }

    /// <summary>Reads a flat file of names and plain or quoted values.</summary>
    private CopilotPlace OfWorkspace(string path)
    {
        if (!File.Exists(path) || new FileInfo(path).Length > MostBytes)
            return default;
        CopilotPlace place = default;
        foreach (string line in RegularFile.ReadLines(path))
        {
            if (line.StartsWith("cwd:", StringComparison.Ordinal))
                place = place with { Folder = Value(line["cwd:".Length..]) };
            else if (line.StartsWith("branch:", StringComparison.Ordinal))
                place = place with { Branch = Value(line["branch:".Length..]) };
        }

        return place;
    }

    private CopilotPlace OfStart(string path)
    {
        if (!File.Exists(path))
            return default;
        if (RegularFile.ReadLines(path, MostBytes).FirstOrDefault() is not { Length: > 0 } first)
            return default;
        using JsonDocument start = JsonFields.Parse(Encoding.UTF8.GetBytes(first));
        JsonElement context = start.RootElement.Get("data"u8).Get("context"u8);
        return new CopilotPlace(context.Text("cwd"u8, names), context.Text("branch"u8, names));
    }

    private string? Value(string text)
    {
        text = text.Trim();
        if (text.Length > 1 && text[0] is '"' or '\'' && text[^1] == text[0])
            text = text[1..^1];
        return text is "" or "null" or "~" ? null : names.Get(Encoding.UTF8.GetBytes(text));
    }
}
