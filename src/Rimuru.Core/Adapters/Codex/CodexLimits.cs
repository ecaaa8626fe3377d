using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Files;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Codex;

/// <summary>
/// The limits of a ChatGPT plan, as the lines of token counts in rollouts have them, and as the service answers. A window that a line does
/// not tell, or tells as null, says nothing: what was known of it stays.
/// </summary>
internal static class CodexLimits
{
    /// <summary>So many rollouts are looked at, those that were written last.</summary>
    private const int Newest = 10;

    /// <summary>Of each only the last bytes are read.</summary>
    private const int Tail = 4 << 20;

    private const string Usual = "codex";

    public static IEnumerable<LimitReading> Of(IReadOnlyList<string> roots)
    {
        IEnumerable<LogFile> newest = CodexLocations
            .Files(roots)
            .Where(file => !file.IsRefused && file.Path.EndsWith(CodexLocations.PlainEnding, StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(file => file.Modified)
            .Take(Newest);
        return newest.SelectMany(file => OfRollout(file.Path));
    }

    public static IEnumerable<LimitReading>? Of(JsonElement json, long atMs)
    {
        if (json.Get("payload"u8).Get("rate_limits"u8).ValueKind == JsonValueKind.Object)
            return OfLine(json);
        JsonElement limits = json.Get("rate_limit"u8);
        if (!limits.Has("primary_window"u8) && !limits.Has("secondary_window"u8))
            return null;
        string plan = json.Text("plan_type"u8, new NameTable()) ?? "";
        List<LimitReading> found = [];
        Add(found, "primary", limits.Get("primary_window"u8), atMs);
        Add(found, "secondary", limits.Get("secondary_window"u8), atMs);
        Add(found, json.Get("credits"u8), atMs);
        return found.Select(reading => reading with { Plan = plan, Source = "saved answer" });
    }

    private static List<LimitReading> OfRollout(string path)
    {
        List<LimitReading> found = [];
        try
        {
            using SafeFileHandle file = RegularFile.Open(path);
            long start = Math.Max(0, RandomAccess.GetLength(file) - Tail);
            byte[] bytes = new byte[RandomAccess.GetLength(file) - start];
            ReadOnlySpan<byte> text = bytes.AsSpan(0, RegularFile.Fill(file, bytes, start));
            for (int at = text.IndexOf("\"rate_limits\""u8); at >= 0; at = text.IndexOf("\"rate_limits\""u8))
            {
                int begin = text[..at].LastIndexOf((byte)'\n') + 1,
                    end = text[at..].IndexOf((byte)'\n');
                ReadOnlySpan<byte> line = end < 0 ? text[begin..] : text[begin..(at + end)];
                found.AddRange(OfLine(line));
                if (end < 0)
                    break;
                text = text[(at + end + 1)..];
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The reader of the log says that it cannot be read.
        }

        return found;
    }

    private static List<LimitReading> OfLine(ReadOnlySpan<byte> line)
    {
        try
        {
            using JsonDocument document = JsonFields.Parse(line);
            return OfLine(document.RootElement);
        }
        catch (Exception e) when (Json.IsDefect(e))
        {
            return []; // it is torn, or still being written
        }
    }

    private static List<LimitReading> OfLine(JsonElement line)
    {
        JsonElement limits = line.Get("payload"u8).Get("rate_limits"u8);
        if (limits.ValueKind != JsonValueKind.Object || line.Time("timestamp"u8) is not { } atMs)
            return [];
        NameTable names = new();
        string limit = limits.Text("limit_id"u8, names) ?? Usual;
        string prefix = limit == Usual ? "" : limit + "/";
        List<LimitReading> found = [];
        Add(found, prefix + "primary", limits.Get("primary"u8), atMs);
        Add(found, prefix + "secondary", limits.Get("secondary"u8), atMs);
        Add(found, limits.Get("credits"u8), atMs);
        string plan = limits.Text("plan_type"u8, names) ?? "";
        return [.. found.Select(reading => reading with { Plan = plan, Source = "session" })];
    }

    private static void Add(List<LimitReading> found, string name, JsonElement window, long atMs)
    {
        if (window.Percent("used_percent"u8) is not { } percent)
            return;
        decimal? minutes = window.AmountOf("window_minutes"u8) ?? window.AmountOf("limit_window_seconds"u8) / 60,
            after = window.AmountOf("resets_in_seconds"u8) ?? window.AmountOf("reset_after_seconds"u8);
        found.Add(
            new LimitReading(name, atMs)
            {
                Minutes = minutes is > 0 and < int.MaxValue ? (int)minutes : null,
                Percent = percent,
                ResetsMs =
                    window.Reset("resets_at"u8)
                    ?? window.Reset("reset_at"u8)
                    ?? (after is { } seconds ? LimitFields.Second(atMs + (long)(seconds * 1000)) : null),
            }
        );
    }

    private static void Add(List<LimitReading> found, JsonElement credits, long atMs)
    {
        if (credits.Flag("has_credits"u8) == true && credits.AmountOf("balance"u8) is { } balance)
            found.Add(new LimitReading("credits", atMs) { Remaining = balance, Unit = "credits" });
    }
}
