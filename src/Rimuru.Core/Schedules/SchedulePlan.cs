using System.Globalization;
using System.Text.RegularExpressions;
using Rimuru.Core.Config;
using Rimuru.Core.Display;
using Rimuru.Core.Errors;

namespace Rimuru.Core.Schedules;

/// <summary>A requested schedule: when it runs, and what.</summary>
internal sealed record SchedulePlan
{
    public static readonly TimeSpan ShortestInterval = TimeSpan.FromMinutes(5);

    public static readonly TimeSpan LongestInterval = TimeSpan.FromDays(7);

    public required string Name { get; init; }

    public ScheduleTask Task { get; init; } = ScheduleTask.Session;

    /// <summary>Whole minutes; ignored if <see cref="At"/> is set.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromHours(1);

    public TimeOnly? At { get; init; }

    public string? HomePath { get; init; }

    public string? Database { get; init; }

    /// <summary>Full path of PowerShell, or of its host program such as dotnet.</summary>
    public required string Program { get; init; }

    /// <summary>Arguments of the host program before PowerShell's own: for dotnet, the path of PowerShell's assembly.</summary>
    public IReadOnlyList<string> ProgramArguments { get; init; } = [];

    /// <summary>Full path of the module's manifest.</summary>
    public required string Manifest { get; init; }

    /// <summary>Environment variables of the run, since a schedule does not inherit those of this session.</summary>
    public IReadOnlyList<(string Name, string Value)> Variables { get; init; } = [];

    /// <summary>The name for file names and labels, in lower case, because case may not matter there.</summary>
    public string Slug => Name.ToLowerInvariant();

    /// <summary>When it runs, in words.</summary>
    public string When =>
        At is { } at
            ? string.Create(CultureInfo.InvariantCulture, $"every day at {at:HH:mm}")
            : string.Create(CultureInfo.InvariantCulture, $"every {Interval.TotalMinutes:0} minutes");

    /// <summary>Returns the plan if it is valid; E9001 otherwise, with what to do.</summary>
    public SchedulePlan Checked()
    {
        if (!Regex.IsMatch(Name, @"\A[A-Za-z0-9][A-Za-z0-9_-]{0,63}\z", RegexOptions.CultureInvariant))
            throw Wrong("-Name", Name, "must be up to 64 ASCII letters, digits, '-' and '_', and begin with a letter or digit.");
        if (Task == ScheduleTask.None)
            throw Wrong("-Task", Task.ToString(), "leaves nothing to run. Use Session, Model, Metric or several of them.");
        if (At is null && (Interval < ShortestInterval || Interval > LongestInterval || Interval.Ticks % TimeSpan.TicksPerMinute != 0))
            throw Wrong(
                "-Interval",
                Interval.ToString("c", CultureInfo.InvariantCulture),
                "must be whole minutes, from 5 minutes to 7 days."
            );
        if (Database is not null && Redaction.Redact(Database) != Database)
            throw new RimuruException(
                ErrorCodes.InvalidArgument,
                $"The database URL '{Redaction.Redact(Database)}' contains a password, and others can read the system's schedules. Put "
                    + "it into .env or local.yaml in the configuration folder as database.url, and register the schedule without it.",
                "-Database"
            );
        foreach (
            (string what, string? text) in (IEnumerable<(string, string?)>)
                [
                    ("-HomePath", HomePath),
                    ("-Database", Database),
                    ("The path of PowerShell", string.Concat([Program, .. ProgramArguments])),
                    ("The path of the module", Manifest),
                    .. Variables.Select(variable => (variable.Name, (string?)variable.Value)),
                ]
        )
        {
            if (text is not null && !PlainText.IsPlain(text))
                throw Wrong(what, PlainText.Name(text), "contains a control character, which is not possible in a schedule.");
        }

        return this;
    }

    public static RimuruException Wrong(string parameter, string value, string why) =>
        new(ErrorCodes.InvalidArgument, $"{parameter} '{value}' {why}", parameter);
}
