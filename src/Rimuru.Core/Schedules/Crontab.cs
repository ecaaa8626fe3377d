using System.Text;
using Rimuru.Core.Config;
using Rimuru.Core.Processes;

namespace Rimuru.Core.Schedules;

/// <summary>The user's crontab; only its marked blocks belong to Rimuru.</summary>
internal sealed class Crontab(HostEnvironment environment) : ScheduleKeeper(environment)
{
    private const string Program = "crontab";

    public override ScheduleKind Kind => ScheduleKind.Cron;

    public override string Preview(SchedulePlan plan) => "crontab\n" + Block(plan);

    public override void Write(SchedulePlan plan)
    {
        string block = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(Block(plan)));
        System.Run(Program, ["-"], CronBlock.With(Without(plan.Name), block));
    }

    public override IReadOnlyList<Schedule> Read() => System.Find(Program) is null ? [] : CronBlock.Read(Current());

    public override void Remove(Schedule schedule) => System.Run(Program, ["-"], Without(schedule.Name));

    private string Without(string name)
    {
        string rest = CronBlock.Without(Current(), name);
        if (!CronBlock.Read(rest).Any(schedule => schedule.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            return rest;
        throw SystemCommand.Failed($"the block of {name} in the crontab was edited by hand. Remove it with crontab -e.");
    }

    private string Block(SchedulePlan plan) => CronBlock.Of(plan, System.Find("logger"));

    // crontab reports a missing crontab as an error, with a different text in each implementation.
    private string Current()
    {
        ChildResult result = System.TryRun(Program, ["-l"]);
        if (result.Exit == 0)
            return result.Output;
        if (
            result.Errors.Contains("no crontab", StringComparison.OrdinalIgnoreCase)
            || result.Errors.Contains("No such file", StringComparison.Ordinal)
        )
            return "";
        throw SystemCommand.Failed($"crontab -l failed with exit code {result.Exit}: {result.Errors.Trim()}");
    }
}
