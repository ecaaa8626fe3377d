using Rimuru.Core.Config;
using Rimuru.Core.Errors;

namespace Rimuru.Core.Schedules;

/// <summary>Manages the operating system's schedules that run Rimuru.</summary>
/// <param name="environment">The machine.</param>
/// <param name="config">The configuration of this session.</param>
/// <param name="ledgerFile">The ledger's file; null if the ledger is on a server.</param>
internal sealed class ScheduleService(HostEnvironment environment, RimuruConfig config, Func<string?> ledgerFile)
{
    private static readonly string[] PlaceVariables = ["RIMURU_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"];

    /// <summary>The schedules of the user who runs Rimuru.</summary>
    public static Scheduler Own() => new(HostEnvironment.Current());

    /// <summary>The error for a name that no schedule has: E5008.</summary>
    public static RimuruException Unknown(string name, IReadOnlyList<Schedule> schedules) =>
        new(
            ErrorCodes.ScheduleNotFound,
            $"There is no schedule '{name}' of Rimuru.{Spelling.Hint(name, schedules.Select(schedule => schedule.Name))} "
                + "Get-RimuruSchedule lists them.",
            name
        );

    /// <summary>
    /// The plan with the folders that this session's environment variables select, since a schedule runs without them. E9001: the plan is
    /// not valid.
    /// </summary>
    public SchedulePlan Complete(SchedulePlan plan)
    {
        bool isOfSession =
            environment.IsOwnHome && config.Setting(ConfigSchema.DatabaseUrl).Origin.StartsWith("environment ", StringComparison.Ordinal);
        string? database = plan.Database ?? (isOfSession ? config.DatabaseUrl : null);
        return (
            plan with
            {
                Database = database is not null && ledgerFile() is { } file ? "sqlite:" + file : database,
                Variables =
                [
                    .. PlaceVariables
                        .Where(name => environment.Variable(name) is not null)
                        .Select(name => (name, environment.Variable(name)!)),
                ],
            }
        ).Checked();
    }

    /// <summary>The variables of this session that affect Rimuru and that a schedule will not have.</summary>
    public IReadOnlyList<string> UnseenVariables() =>
        environment
            .NamesWithPrefix(ConfigVariables.Prefix)
            .FindAll(name => !name.Equals("RIMURU__DATABASE__URL", StringComparison.OrdinalIgnoreCase));
}
