using System.Text;
using Rimuru.Core.Config;

namespace Rimuru.Core.Schedules;

/// <summary>The tasks of the Windows Task Scheduler.</summary>
internal sealed class ScheduledTasks(HostEnvironment environment) : ScheduleKeeper(environment)
{
    private const string Program = "schtasks";

    public override ScheduleKind Kind => ScheduleKind.TaskScheduler;

    public override string Preview(SchedulePlan plan) => $"{TaskXml.PathOf(plan.Slug)}\n{Text(plan)}";

    public override void Write(SchedulePlan plan)
    {
        string path = Path.Combine(Path.GetTempPath(), $"rimuru-{Guid.NewGuid():N}.xml");
        try
        {
            File.WriteAllText(path, Text(plan), Encoding.Unicode);
            System.Run(Program, ["/create", "/tn", TaskXml.PathOf(plan.Slug), "/xml", path, "/f"]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SystemCommand.Failed($"{path}: {e.Message}", e);
        }
        finally
        {
            File.Delete(path);
        }
    }

    public override IReadOnlyList<Schedule> Read() =>
        System.Find(Program) is null ? [] : TaskXml.Read(System.Run(Program, ["/query", "/xml", "ONE"]));

    public override void Remove(Schedule schedule) => System.Run(Program, ["/delete", "/tn", schedule.Location, "/f"]);

    private string Text(SchedulePlan plan)
    {
        DateTimeOffset now = TimeZoneInfo.ConvertTime(Environment.Time.GetUtcNow(), TimeZoneInfo.Local);
        return TaskXml.Of(plan, $@"{Environment.Variable("USERDOMAIN") ?? Environment.MachineName}\{Environment.UserName}", now.DateTime);
    }
}
