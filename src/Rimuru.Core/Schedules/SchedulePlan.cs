using System.Globalization;
using System.Text.RegularExpressions;
using Rimuru.Core.Config;
using Rimuru.Core.Errors;
using Rimuru.Core.Display;

namespace Rimuru.Core.Schedules;

/// <summary>A schedule as it is asked for: when, and what it runs.</summary>
internal sealed record SchedulePlan
{
    public static readonly TimeSpan ShortestInterval = TimeSpan.FromMinutes(5);

    public static readonly TimeSpan LongestInterval = TimeSpan.FromDays(7);

    public required string Name { get; init; }

    public ScheduleTask Task { get; init; } = ScheduleTask.Session;

    /// <summary>Whole minutes; not used where <see cref="At"/> is set.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromHours(1);

    public TimeOnly? At { get; init; }

    public string? HomePath { get; init; }

    public string? Database { get; init; }

    /// <summary>Full path of PowerShell, or of the program that runs it.</summary>
    public required string Program { get; init; }

    /// <summary>What that program is told before PowerShell's own arguments: where dotnet runs it, the path of its library.</summary>
    public IReadOnlyList<string> ProgramArguments { get; init; } = [];

    /// <summary>Full path of the module's manifest.</summary>
    public required string Manifest { get; init; }

    /// <summary>What the run finds in its environment: a schedule has none of a session's variables.</summary>
    public IReadOnlyList<(string Name, string Value)> Variables { get; init; } = [];

    /// <summary>The name in file names and labels, where case may not tell two apart.</summary>
    public string Slug => Name.ToLowerInvariant();

    /// <summary>When it runs, in words.</summary>
    public string When => At is { } at ? string.Create(CultureInfo.InvariantCulture, $"every day at {at:HH:mm}") : string.Create(CultureInfo.InvariantCulture, $"every {Interval.TotalMinutes:0} minutes");

    /// <summary>The same plan where a scheduler can be trusted with it; else E9001, which says what to do.</summary>
    public SchedulePlan Checked()
    {
        if (!Regex.IsMatch(Name, @"\A[A-Za-z0-9][A-Za-z0-9_-]{0,63}\z", RegexOptions.CultureInvariant))
            throw Wrong("-Name", Name, "must be up to 64 letters, digits, '-' and '_' of ASCII, and begin with a letter or digit.");
        if (Task == ScheduleTask.None) throw Wrong("-Task", Task.ToString(), "leaves nothing to run. Use Session, Model or both.");
        if (At is null && (Interval < ShortestInterval || Interval > LongestInterval || Interval.Ticks % TimeSpan.TicksPerMinute != 0))
            throw Wrong("-Interval", Interval.ToString("c", CultureInfo.InvariantCulture), "must be whole minutes, from 5 minutes to 7 days.");
        if (Database is not null && Redaction.Redact(Database) != Database) throw new RimuruException(
            ErrorCodes.InvalidArgument,
            $"The database URL '{Redaction.Redact(Database)}' holds a password, and the system's schedule can be read by others. Put it into .env or local.yaml in the configuration folder as database.url, and register without it.",
            "-Database");
        foreach ((string what, string? text) in (IEnumerable<(string, string?)>)
            [("-HomePath", HomePath), ("-Database", Database), ("The path of PowerShell", string.Concat([Program, .. ProgramArguments])), ("The path of the module", Manifest), .. Variables.Select(variable => (variable.Name, (string?)variable.Value))])
        {
            if (text is not null && !PlainText.IsPlain(text)) throw Wrong(what, PlainText.Name(text), "holds a control character, which no schedule can carry.");
        }

        return this;
    }

    public static RimuruException Wrong(string parameter, string value, string why) => new(ErrorCodes.InvalidArgument, $"{parameter} '{value}' {why}", parameter);
}
