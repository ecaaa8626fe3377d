using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Win32.SafeHandles;
using Rimuru.Core.Files;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Droid;

/// <summary>The log beside a session's settings: it tells where, when and with which model the session was used, but no tokens.</summary>
internal static partial class DroidLog
{
    private const int MaxFirstLine = 64 * 1024;

    private const int LeastOfTheEnd = 256 * 1024;

    /// <summary>The sum is as of the last answer, so that a longer log is read from its end only.</summary>
    private const int MostOfTheEnd = LeastOfTheEnd * 16 * 16;

    /// <param name="path">The log, which may not exist.</param>
    /// <param name="needsModel">True if the settings name no model.</param>
    /// <param name="names">The reader's names.</param>
    public static DroidAbout Read(string path, bool needsModel, NameTable names)
    {
        try
        {
            if (!File.Exists(path))
                return default;
            using SafeFileHandle file = RegularFile.Open(path);
            (string? folder, string? title) = HeadIn(PartOf(file, 0, MaxFirstLine), names);
            long length = RandomAccess.GetLength(file);
            for (int size = LeastOfTheEnd; ; size *= 16)
            {
                ReadOnlySpan<byte> end = PartOf(file, Math.Max(0, length - size), size);

                // It begins within a line.
                int first = length > size ? end.IndexOf((byte)'\n') : -1;
                if (length > size)
                    end = first < 0 ? default : end[(first + 1)..];
                (long? answeredMs, long? seenMs, string? model) = LastIn(end, needsModel, names);
                bool isFound = answeredMs is not null && (model is not null || !needsModel);
                if (isFound || length <= size || size >= MostOfTheEnd)
                    return new DroidAbout(folder, title, answeredMs ?? seenMs, needsModel ? model ?? ShownIn(end, names) : null);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return default; // the sums do not depend on it
        }
    }

    private static byte[] PartOf(SafeFileHandle file, long offset, int size)
    {
        byte[] part = new byte[(int)Math.Min(size, Math.Max(0, RandomAccess.GetLength(file) - offset))];
        return part[..RegularFile.Fill(file, part, offset)];
    }

    /// <summary>Folder and title from the first line; the head may stand behind a torn one, or before other objects.</summary>
    private static (string? Folder, string? Title) HeadIn(ReadOnlySpan<byte> head, NameTable names)
    {
        int end = head.IndexOf((byte)'\n');
        foreach (JsonDocument document in ObjectsOf(end < 0 ? head : head[..end]))
        {
            using (document)
            {
                JsonElement root = document.RootElement;
                if (root.Has("cwd"u8) || root.Has("title"u8))
                    return (root.Text("cwd"u8, names), root.Text("title"u8, names));
            }
        }

        return default;
    }

    /// <summary>The time of the last answer, that of the last line that has one, and the model of the last answer that names it.</summary>
    private static (long? AnsweredMs, long? SeenMs, string? Model) LastIn(ReadOnlySpan<byte> text, bool needsModel, NameTable names)
    {
        long? seenMs = null,
            answeredMs = null;
        string? model = null;
        while (!text.IsEmpty && (answeredMs is null || (needsModel && model is null)))
        {
            int at = text.LastIndexOf((byte)'\n');
            ReadOnlySpan<byte> line = text[(at + 1)..];
            text = at < 0 ? default : text[..at];
            if (seenMs is not null && line.IndexOf("\"assistant\""u8) < 0)
                continue;
            foreach (JsonDocument document in Enumerable.Reverse(ObjectsOf(line)))
            {
                using (document)
                {
                    JsonElement root = document.RootElement,
                        message = root.Get("message"u8);
                    long? ms = root.Time("timestamp"u8);
                    seenMs ??= ms;
                    if (!message.Is("role"u8, "assistant"))
                        continue;
                    answeredMs ??= ms;
                    model ??= message.Text("modelId"u8, names);
                }
            }
        }

        return (answeredMs, seenMs, model);
    }

    /// <summary>The model as older releases described it to itself, if the log shows only one.</summary>
    private static string? ShownIn(ReadOnlySpan<byte> text, NameTable names)
    {
        HashSet<string> shown = new(StringComparer.Ordinal);
        while (!text.IsEmpty)
        {
            int at = text.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = at < 0 ? text : text[..at];
            text = at < 0 ? default : text[(at + 1)..];
            if (line.IndexOf("Model: "u8) < 0)
                continue;
            foreach (JsonDocument document in ObjectsOf(line))
            {
                using (document)
                    shown.UnionWith(TextsOf(document.RootElement.Get("message"u8).Get("content"u8)).SelectMany(DescribedIn));
            }
        }

        return shown.Count == 1 ? names.Get(Encoding.UTF8.GetBytes(shown.First())) : null;
    }

    private static IEnumerable<string> TextsOf(JsonElement content) =>
        content.ValueKind == JsonValueKind.String
            ? new[] { content.Text() }.OfType<string>()
            : content.Items().Select(item => item.Get("text"u8).Text()).OfType<string>();

    private static IEnumerable<string> DescribedIn(string text) =>
        Reminder()
            .Matches(text)
            .SelectMany(reminder => Description().Matches(reminder.Value))
            .Select(found => found.Groups["name"].Value.Replace(' ', '-'));

    /// <summary>Every complete object of a line.</summary>
    private static List<JsonDocument> ObjectsOf(ReadOnlySpan<byte> line)
    {
        List<JsonDocument> objects = [];
        foreach (Range part in GluedObjects.Find(line, out _))
        {
            try
            {
                objects.Add(JsonFields.Parse(line[part]));
            }
            catch (Exception e) when (Json.IsDefect(e))
            {
                // The other objects of the line count.
            }
        }

        return objects;
    }

    /// <summary>Matches what Droid itself adds to a message.</summary>
    [GeneratedRegex("<system-reminder>.*?</system-reminder>", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Reminder();

    /// <summary>Matches a line such as <c>Model: Claude Opus 4.5 Thinking [Anthropic]</c>.</summary>
    [GeneratedRegex(@"^Model: (?<name>\w[\w .-]{0,99}?) \[[^\]\n]{1,100}\]\r?$", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Description();
}

/// <summary>The facts in a session's log.</summary>
/// <param name="WorkingDirectory">The folder that the session worked in.</param>
/// <param name="Title">Its title.</param>
/// <param name="LastMs">When it was used last.</param>
/// <param name="Model">The model that it used last; null if that was not asked.</param>
internal readonly record struct DroidAbout(string? WorkingDirectory, string? Title, long? LastMs, string? Model);
