using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Files;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Droid;

/// <summary>Where Droid keeps its sessions.</summary>
internal static class DroidLocations
{
    public const string SettingsEnding = ".settings.json";

    private const string LogEnding = ".jsonl";
    private const string Sessions = "sessions";
    private const int MaxFirstLine = 64 * 1024;

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        if (configured is null && environment.AgentVariable("DROID_SESSIONS_DIR") is { } sessions)
            return [environment.Expand(sessions)];
        string home = (configured ?? environment.AgentVariable("FACTORY_DIR")) is { } named
            ? environment.Expand(named)
            : environment.InHome(".factory");
        return [Path.GetFileName(Path.TrimEndingDirectorySeparator(home)) == Sessions ? home : Path.Combine(home, Sessions)];
    }

    /// <summary>Each session's settings together with its log: either may be written later.</summary>
    public static IEnumerable<LogFile> Files(string root)
    {
        List<LogFile> settings = [];
        Dictionary<string, LogFile> logs = new(StringComparer.Ordinal);
        foreach (LogFile file in LogFiles.Below(root, "", IsOfSession))
        {
            if (file.IsRefused || file.Path.EndsWith(SettingsEnding, StringComparison.Ordinal))
                settings.Add(file);
            else
                logs[file.Path] = file;
        }

        return settings.Select(file => !file.IsRefused && logs.TryGetValue(LogOf(file.Path), out LogFile? log) ? file.With(log) : file);
    }

    /// <summary>Folder and title from the first line of the session's log, and the last time in it.</summary>
    public static DroidAbout AboutOf(string settingsPath, NameTable names)
    {
        string log = LogOf(settingsPath);
        try
        {
            if (!File.Exists(log))
                return default;
            using SafeFileHandle file = RegularFile.Open(log);
            byte[] bytes = new byte[MaxFirstLine];
            ReadOnlySpan<byte> head = bytes.AsSpan(0, RandomAccess.Read(file, bytes, 0));
            int end = head.IndexOf((byte)'\n');
            DroidAbout about = HeadIn(end < 0 ? head : head[..end], names);
            long tail = Math.Max(0, RandomAccess.GetLength(file) - bytes.Length);
            return about with { LastMs = LastTimeIn(bytes.AsSpan(0, RandomAccess.Read(file, bytes, tail))) };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return default; // the sums do not depend on it
        }
    }

    /// <summary>What the first line says; the head may stand behind a torn one, or before other objects.</summary>
    private static DroidAbout HeadIn(ReadOnlySpan<byte> line, NameTable names)
    {
        foreach (Range part in GluedObjects.Find(line, out _))
        {
            using JsonDocument head = JsonFields.Parse(line[part]);
            if (head.RootElement.Has("cwd"u8) || head.RootElement.Has("title"u8))
                return new DroidAbout(head.RootElement.Text("cwd"u8, names), head.RootElement.Text("title"u8, names), null);
        }

        return default;
    }

    private static long? LastTimeIn(ReadOnlySpan<byte> tail)
    {
        for (int at = tail.LastIndexOf("\"timestamp\":\""u8); at >= 0; at = tail[..at].LastIndexOf("\"timestamp\":\""u8))
        {
            ReadOnlySpan<byte> value = tail[(at + "\"timestamp\":\"".Length)..];
            int end = value.IndexOf((byte)'"');
            if (end > 0 && Timestamps.TryParse(value[..end], out long ms))
                return ms;
        }

        return null;
    }

    private static bool IsOfSession(string path) =>
        path.EndsWith(SettingsEnding, StringComparison.Ordinal) || path.EndsWith(LogEnding, StringComparison.Ordinal);

    private static string LogOf(string settingsPath) => settingsPath[..^SettingsEnding.Length] + LogEnding;
}

/// <summary>The facts in a session's log.</summary>
internal readonly record struct DroidAbout(string? WorkingDirectory, string? Title, long? LastMs);
