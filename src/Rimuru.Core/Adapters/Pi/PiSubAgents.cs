using System.Text;
using System.Text.Json;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Pi;

/// <summary>
/// Sub-agents with session files of their own. The session that started them tells their usage once more: in the result of a tool that
/// names their files, in the next result of an extension's tool, or in entries about a message. The files replace what they hold of it;
/// what no file holds counts where it is told. All of it is recorded as histories of threads.
/// </summary>
internal static class PiSubAgents
{
    /// <summary>What the requests of a file add up to.</summary>
    public const byte File = 1;

    /// <summary>A result, with the one file that it names, by readers before version 8.</summary>
    public const byte FormerResult = 2;

    /// <summary>What the requests of a session add up to whose head names the session that started it.</summary>
    public const byte Child = 3;

    /// <summary>The usage of each answer in such a session.</summary>
    public const byte Answers = 4;

    /// <summary>Results that tell what all sub-agents used since the result before.</summary>
    public const byte Reports = 5;

    /// <summary>Answers of sub-agents that were attributed to a message.</summary>
    public const byte Attributions = 6;

    /// <summary>The same in the log of a fork.</summary>
    public const byte CopiedAttributions = 7;

    /// <summary>A result with the first of the files that it names; each source after it is the result with another of them.</summary>
    public const byte Result = 16;

    private const int MostFiles = byte.MaxValue - Result;
    private const int LongestPath = 4096;
    private const int Deepest = 6;

    /// <summary>Of <c>SESSION/RUN/run-0/session.jsonl</c>.</summary>
    private const int PartsOfRun = 4;

    /// <summary>True for the tools of the extension that reports what its sub-agents used, and does not name them.</summary>
    public static bool IsReporter(string? tool) => tool is "Agent" or "get_subagent_result" or "steer_subagent";

    public static Lineage OwnFile(string path, TokenUsage sum) => Of(ThreadOf(path), File, PiNotes.Of(sum));

    /// <summary>The session of a sub-agent.</summary>
    /// <param name="thread">The session.</param>
    /// <param name="parent">The one that its head names.</param>
    /// <param name="sum">What it used.</param>
    public static Lineage OwnSession(RecordKey thread, RecordKey parent, TokenUsage sum) =>
        Of(thread, Child, PiNotes.Of(sum)) with
        {
            Parent = parent,
        };

    /// <summary>A tool's result with the sum of what the sub-agents of some files used.</summary>
    public static IEnumerable<Lineage> ToolResult(RecordKey row, TokenUsage sum, IEnumerable<string> files) =>
        files.Take(MostFiles).Select((file, at) => Of(row, (byte)(Result + at), PiNotes.Of(row, sum)) with { Parent = ThreadOf(file) });

    /// <summary>The session files in the details of a tool's result; any other file there is a copy of one.</summary>
    public static IReadOnlyCollection<string> FilesIn(JsonElement details)
    {
        SortedSet<string> files = new(StringComparer.Ordinal);
        Collect(details, files, 0);
        return files;
    }

    private static void Collect(JsonElement value, SortedSet<string> files, int depth)
    {
        if (depth > Deepest)
            return;
        foreach (JsonElement item in value.Items())
            Collect(item, files, depth + 1);
        foreach ((string name, JsonElement item) in value.Properties())
        {
            if (name == "sessionFile" && item.Text() is { Length: > 0 and < LongestPath } file)
                files.Add(file);
            else
                Collect(item, files, depth + 1);
        }
    }

    private static Lineage Of(RecordKey thread, byte source, byte[] content) =>
        new()
        {
            Agent = PiIdentity.Agent,
            Thread = thread,
            Source = source,
            Content = content,
        };

    /// <summary>The thread of a session, by the id in the name of its file, if it has one.</summary>
    public static RecordKey SessionOf(string path)
    {
        string id = PiLocations.IdOf(path);
        return PiIdentity.OfSession(Guid.TryParse(id, out _) || IsNamed(path) ? id : TailOf(path, PartsOfRun));
    }

    /// <summary>
    /// The thread of a file, by its name, which has the session's id; for a file of a run also by its folders, since all runs use the same
    /// file name. The rest of the path is left out, because home folders move.
    /// </summary>
    private static RecordKey ThreadOf(string path) =>
        RecordKey.Of(PiIdentity.Thread, Encoding.UTF8.GetBytes(TailOf(path, IsNamed(path) ? 1 : PartsOfRun)));

    private static bool IsNamed(string path) => TailOf(path, 1).Contains('_', StringComparison.Ordinal);

    private static string TailOf(string path, int parts) => string.Join('/', path.Split('/', '\\').TakeLast(parts));
}
