using Rimuru.Core.Config;

namespace Rimuru.Core.Schedules;

/// <summary>The user's launch agents on macOS.</summary>
internal sealed class LaunchAgents(HostEnvironment environment) : ScheduleKeeper(environment)
{
    private const string Program = "launchctl";

    public override ScheduleKind Kind => ScheduleKind.Launchd;

    private string Folder => Path.Combine(Environment.OwnHome, "Library", "LaunchAgents");

    private string Domain => $"gui/{System.Run("id", ["-u"]).Trim()}";

    public override string Preview(SchedulePlan plan) => $"{PathOf(plan.Slug)}\n{Text(plan)}";

    public override void Write(SchedulePlan plan)
    {
        string path = PathOf(plan.Slug),
            domain = Domain;
        string? old = ReadOwn(path);
        bool wasLoaded = false;
        try
        {
            WriteFile(path, Text(plan));
            wasLoaded = System.TryRun(Program, ["bootout", $"{domain}/{LaunchdPlist.LabelOf(plan.Slug)}"]).Exit == 0;
            System.Run(Program, ["bootstrap", domain, path]);
        }
        catch (RimuruException)
        {
            Restore(path, old);
            if (wasLoaded && old is not null)
                System.TryRun(Program, ["bootstrap", domain, path]);
            throw;
        }
    }

    public override IReadOnlyList<Schedule> Read() => ReadFolder(Folder, LaunchdPlist.LabelOf("*") + ".plist");

    public override void Remove(Schedule schedule)
    {
        // It fails if it is not loaded.
        System.TryRun(Program, ["bootout", $"{Domain}/{LaunchdPlist.LabelOf(schedule.Name.ToLowerInvariant())}"]);
        File.Delete(schedule.Location);
    }

    private string Text(SchedulePlan plan) =>
        LaunchdPlist.Of(plan, Path.Combine(Environment.OwnHome, "Library", "Logs", $"{LaunchdPlist.LabelOf(plan.Slug)}.log"));

    private string PathOf(string slug) => Path.Combine(Folder, LaunchdPlist.LabelOf(slug) + ".plist");
}
