using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rimuru.Core.Schedules;

/// <summary>
/// The line that marks a schedule as Rimuru's and stores its settings. ASCII without a double hyphen, so that it is valid in every file
/// format.
/// </summary>
internal static class ScheduleMarker
{
    /// <summary>Includes the format version: schedules of another version are left alone.</summary>
    public const string Prefix = "Rimuru schedule 1 ";

    public static string Of(SchedulePlan plan)
    {
        JsonObject facts = new() { ["name"] = plan.Name, ["task"] = (int)plan.Task };
        if (plan.At is { } at)
            facts["at"] = at.ToString("HH:mm", CultureInfo.InvariantCulture);
        else
            facts["minutes"] = (int)plan.Interval.TotalMinutes;
        if (plan.HomePath is not null)
            facts["home"] = plan.HomePath;
        if (plan.Database is not null)
            facts["database"] = plan.Database;
        return Prefix + facts.ToJsonString().Replace("-", "\\u002D", StringComparison.Ordinal);
    }

    /// <summary>The schedule of the first marker in a text; null if this version wrote none.</summary>
    public static Schedule? Read(string text, ScheduleKind kind, string location)
    {
        int start = text.IndexOf(Prefix, StringComparison.Ordinal);
        if (start < 0)
            return null;
        start += Prefix.Length;
        int end = text.IndexOf('}', start);
        while (end >= 0 && IsInText(text.AsSpan(start, end - start)))
            end = text.IndexOf('}', end + 1);
        if (end < 0)
            return null;
        try
        {
            JsonObject facts = JsonNode.Parse(text[start..(end + 1)])!.AsObject();
            return new Schedule
            {
                Name = (string?)facts["name"] ?? throw new FormatException(),
                Kind = kind,
                Task = (ScheduleTask)(int)facts["task"]!,
                Interval = facts["minutes"] is { } minutes ? TimeSpan.FromMinutes((int)minutes) : null,
                At = facts["at"] is { } at ? TimeOnly.ParseExact((string)at!, "HH:mm", CultureInfo.InvariantCulture) : null,
                HomePath = (string?)facts["home"],
                Database = (string?)facts["database"],
                Location = location,
            };
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or ArgumentNullException)
        {
            return null; // edited by hand: no longer Rimuru's
        }
    }

    // The writer escapes every double quote within a string as \u0022, so that a quote always begins or ends a string.
    private static bool IsInText(ReadOnlySpan<char> json) => json.Count('"') % 2 == 1;
}
