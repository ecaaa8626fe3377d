using System.Text.Json;
using System.Text.Json.Nodes;
using Rimuru.Core.Config;

namespace Rimuru.Core.Schedules;

/// <summary>Timers of the user's systemd instance.</summary>
internal sealed class SystemdTimers(HostEnvironment environment) : ScheduleKeeper(environment)
{
    private const string Program = "systemctl";

    public override ScheduleKind Kind => ScheduleKind.Systemd;

    private string Folder =>
        Path.Combine(
            Environment.Variable("XDG_CONFIG_HOME") is { } path && Path.IsPathFullyQualified(path)
                ? path
                : Path.Combine(Environment.OwnHome, ".config"),
            "systemd",
            "user"
        );

    /// <summary>True if the user has a running systemd instance.</summary>
    public bool IsRunning => System.Find(Program) is not null && System.TryRun(Program, ["--user", "show-environment"]).Exit == 0;

    public override string Preview(SchedulePlan plan) =>
        $"{PathOf(plan.Slug, "service")}\n{SystemdUnit.Service(plan)}\n{PathOf(plan.Slug, "timer")}\n{SystemdUnit.Timer(plan)}";

    public override void Write(SchedulePlan plan)
    {
        string service = PathOf(plan.Slug, "service"),
            timer = PathOf(plan.Slug, "timer");
        (string? oldService, string? oldTimer) = (ReadOwn(service), ReadOwn(timer));
        try
        {
            WriteFile(service, SystemdUnit.Service(plan));
            WriteFile(timer, SystemdUnit.Timer(plan));
            System.Run(Program, ["--user", "daemon-reload"]);
            System.Run(Program, ["--user", "enable", UnitOf(plan.Slug)]);
            System.Run(Program, ["--user", "restart", UnitOf(plan.Slug)]); // a running timer would keep its old times
        }
        catch (RimuruException)
        {
            if (oldTimer is null)
                System.TryRun(Program, ["--user", "disable", UnitOf(plan.Slug)]);
            Restore(service, oldService);
            Restore(timer, oldTimer);
            System.TryRun(Program, ["--user", "daemon-reload"]);
            throw;
        }
    }

    public override IReadOnlyList<Schedule> Read()
    {
        IReadOnlyList<Schedule> found = ReadFolder(Folder, "rimuru-*.timer");
        if (found.Count == 0 || System.Find(Program) is null)
            return found;
        (int exit, string output, _, _) = System.TryRun(Program, ["--user", "list-timers", "--all", "--output=json", "rimuru-*"]);
        return exit == 0
            ? [.. found.Select(schedule => schedule with { NextRun = NextRun(output, UnitOf(schedule.Name.ToLowerInvariant())) })]
            : found;
    }

    public override void Remove(Schedule schedule)
    {
        string slug = schedule.Name.ToLowerInvariant();
        System.Run(Program, ["--user", "disable", "--now", UnitOf(slug)]);
        File.Delete(PathOf(slug, "timer"));
        if (ReadOwn(PathOf(slug, "service")) is not null)
            File.Delete(PathOf(slug, "service"));
        System.Run(Program, ["--user", "daemon-reload"]);
    }

    public override string? Advice() =>
        File.Exists(Path.Combine("/var/lib/systemd/linger", Environment.UserName))
            ? null
            : "The timer runs only while you are logged in. 'loginctl enable-linger' makes it run always; Rimuru does not change that "
                + "setting.";

    /// <summary>The next run of a timer, from systemd's JSON list; null if unknown, as with older versions that print a table.</summary>
    public static DateTimeOffset? NextRun(string json, string unit)
    {
        try
        {
            JsonNode? timer = (JsonNode.Parse(json) as JsonArray)?.FirstOrDefault(entry => (string?)entry?["unit"] == unit);
            return timer?["next"] is JsonValue next && next.TryGetValue(out long micros) && micros > 0
                ? DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond)
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static string UnitOf(string slug) => $"rimuru-{slug}.timer";

    private string PathOf(string slug, string kind) => Path.Combine(Folder, $"rimuru-{slug}.{kind}");
}
