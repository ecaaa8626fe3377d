using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.KimiCli;

/// <summary>What the place of a log and the files beside it say: session, sub-agent, folder, origin.</summary>
internal sealed class KimiCliPlace
{
    private const string Main = "main";

    private readonly NameTable names = new();

    /// <param name="path">
    /// <c>&lt;work folder&gt;/&lt;session&gt;/wire.jsonl</c>, <c>…/subagents/&lt;id&gt;/wire.jsonl</c> or
    /// <c>…/agents/&lt;id&gt;/wire.jsonl</c>.
    /// </param>
    public KimiCliPlace(string path)
    {
        string folder = Path.GetDirectoryName(path)!,
            above = Path.GetDirectoryName(folder) ?? folder;
        IsOfCode = Path.GetFileName(above) == "agents";
        bool isBelow = IsOfCode || Path.GetFileName(above) == "subagents";
        AgentId = isBelow ? Path.GetFileName(folder) : Main;
        string session = isBelow ? Path.GetDirectoryName(above)! : folder;
        Session = new SessionRow(new SessionRef(KimiCliIdentity.Agent, NameTable.Clean(Path.GetFileName(session)) ?? "session"));
        if (AgentId != Main)
            SubAgent = NameTable.Clean(AgentId);
        if (Try(Path.Combine(session, "state.json")) is { } state)
            ReadState(state);
        Session.WorkingDirectory ??= IsOfCode ? RootOf(session) : FolderOf(session);
    }

    /// <summary>True for a log of Kimi Code, false for one of the former CLI.</summary>
    public bool IsOfCode { get; }

    public string AgentId { get; }

    /// <summary>The name of the sub-agent, whose requests are its session's; null for the session itself.</summary>
    public string? SubAgent { get; private set; }

    public SessionRow Session { get; }

    /// <summary>Of two sessions with one request, the one that is no fork made it, or else the older one.</summary>
    public Rank OwnerRank { get; private set; } = new(0, long.MinValue);

    /// <summary>When the session was made; 0 if unknown.</summary>
    public long CreatedMs { get; private set; }

    private void ReadState(JsonDocument document)
    {
        using (document)
        {
            JsonElement root = document.RootElement;
            Session.Title = root.Text("title"u8, names);
            Session.WorkingDirectory = root.Text("cwd"u8, names) ?? root.Text("workDir"u8, names);
            Session.ParentSessionId = root.Text("forkedFrom"u8, names);
            CreatedMs = root.Time("createdAt"u8) ?? 0;
            OwnerRank = new Rank(Session.ParentSessionId is null ? 0 : -1, CreatedMs == 0 ? long.MinValue : -CreatedMs);
            foreach ((string id, JsonElement agent) in root.Get("agents"u8).Properties())
            {
                if (SubAgent is not null && id == AgentId)
                    SubAgent = agent.Get("labels"u8).Text("profileName"u8, names) ?? SubAgent;
            }
        }
    }

    /// <summary>Kimi Code names a work folder in one file for all.</summary>
    private string? RootOf(string session)
    {
        string work = Path.GetDirectoryName(session)!;
        using JsonDocument? known = Try(Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(work)) ?? work, "workspaces.json"));
        return known is null
            ? null
            : known
                .RootElement.Get("workspaces"u8)
                .Properties()
                .Where(entry => entry.Name == Path.GetFileName(work))
                .Select(entry => entry.Value.Text("root"u8, names))
                .FirstOrDefault();
    }

    /// <summary>The former CLI names a work folder by the MD5 of its path.</summary>
    private string? FolderOf(string session)
    {
        string work = Path.GetDirectoryName(session)!;
        using JsonDocument? known = Try(Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(work)) ?? work, "kimi.json"));
        return known
            ?.RootElement.Get("work_dirs"u8)
            .Items()
            .Select(entry => entry.Text("path"u8, names))
            .FirstOrDefault(path => path is not null && Path.GetFileName(work).EndsWith(HashOf(path), StringComparison.Ordinal));
    }

#pragma warning disable CA5351 // It names a folder and protects nothing.
    private static string HashOf(string path) => Convert.ToHexString(MD5.HashData(Encoding.UTF8.GetBytes(path))).ToLowerInvariant();
#pragma warning restore CA5351

    private static JsonDocument? Try(string path)
    {
        try
        {
            return File.Exists(path) ? JsonFields.ParseFile(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || Json.IsDefect(e))
        {
            return null; // it is being written; the log does not depend on it
        }
    }
}
