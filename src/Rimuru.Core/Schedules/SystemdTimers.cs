using System.Text.Json;
using System.Text.Json.Nodes;
using Rimuru.Core.Config;

namespace Rimuru.Core.Schedules;

/// <summary>Timers of the user's systemd.</summary>
internal sealed class SystemdTimers(HostEnvironment environment) : ScheduleKeeper(environment)
{
    private const string Program = "systemctl";

    public override ScheduleKind Kind => ScheduleKind.Systemd;

    private string Folder => Path.Combine(
        Environment.Variable("XDG_CONFIG_HOME") is { } path && Path.IsPathFullyQualified(path) ? path : Path.Combine(Environment.OwnHome, ".config"), "systemd", "user");

    /// <summary>True where the user has a systemd that answers.</summary>
    public bool IsRunning => System.Find(Program) is not null && System.TryRun(Program, ["--user", "show-environment"]).Exit == 0;

    public override string Preview(SchedulePlan plan) => $"{PathOf(plan.Slug, "service")}\n{SystemdUnit.Service(plan)}\n{PathOf(plan.Slug, "timer")}\n{SystemdUnit.Timer(plan)}";

    public override void Write(SchedulePlan plan)
    {
        string service = PathOf(plan.Slug, "service"), timer = PathOf(plan.Slug, "timer");
        (string? oldService, string? oldTimer) = (ReadOwn(service), ReadOwn(timer));
        try
        {
            WriteFile(service, SystemdUnit.Service(plan));
            WriteFile(timer, SystemdUnit.Timer(plan));
            System.Run(Program, ["--user", "daemon-reload"]);
            System.Run(Program, ["--user", "enable", UnitOf(plan.Slug)]);
            System.Run(Program, ["--user", "restart", UnitOf(plan.Slug)]); // a timer that runs keeps its old times otherwise
        }
        catch (RimuruException)
        {
            Restore(service, oldService);
            Restore(timer, oldTimer);
            throw;
        }
    }

    public override IReadOnlyList<Schedule> Read()
    {
        IReadOnlyList<Schedule> found = ReadFolder(Folder, "rimuru-*.timer");
        if (found.Count == 0 || System.Find(Program) is null) return found;
        (int exit, string output, _, _) = System.TryRun(Program, ["--user", "list-timers", "--all", "--output=json", "rimuru-*"]);
        return exit == 0 ? [.. found.Select(schedule => schedule with { NextRun = NextRun(output, UnitOf(schedule.Name.ToLowerInvariant())) })] : found;
    }

    public override void Remove(Schedule schedule)
    {
        string slug = schedule.Name.ToLowerInvariant();
        System.Run(Program, ["--user", "disable", "--now", UnitOf(slug)]);
        File.Delete(PathOf(slug, "timer"));
        if (ReadOwn(PathOf(slug, "service")) is not null) File.Delete(PathOf(slug, "service"));
        System.Run(Program, ["--user", "daemon-reload"]);
    }

    public override string? Advice() => File.Exists(Path.Combine("/var/lib/systemd/linger", Environment.UserName)) ? null
        : "The timer runs while you are logged in. 'loginctl enable-linger' lets it run without you; Rimuru does not change that.";

    /// <summary>When a timer elapses next, from systemd's list; null where it does not say, as an older one that answers with a table.</summary>
    public static DateTimeOffset? NextRun(string json, string unit)
    {
        try
        {
            JsonNode? timer = (JsonNode.Parse(json) as JsonArray)?.FirstOrDefault(entry => (string?)entry?["unit"] == unit);
            return timer?["next"] is JsonValue next && next.TryGetValue(out long micros) && micros > 0 ? DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static string UnitOf(string slug) => $"rimuru-{slug}.timer";

    private string PathOf(string slug, string kind) => Path.Combine(Folder, $"rimuru-{slug}.{kind}");
}
