using Rimuru.Core.Config;
using Rimuru.Core.Schedules;

namespace Rimuru.Core;

/// <summary>The operating system's schedules that run Rimuru.</summary>
internal sealed partial class RimuruEngine
{
    private static readonly string[] PlaceVariables = ["RIMURU_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"];

    /// <summary>The schedules of the user who runs Rimuru.</summary>
    public static Scheduler OwnSchedules() => new(HostEnvironment.Current());

    /// <summary>The plan with what this session's environment says of places: a schedule runs without it. E9001 where it cannot be trusted to a schedule.</summary>
    public SchedulePlan Complete(SchedulePlan plan)
    {
        bool isOfSession = environment.IsOwnHome && config.Entry(ConfigSchema.DatabaseUrl).Origin.StartsWith("environment ", StringComparison.Ordinal);
        string? database = plan.Database ?? (isOfSession ? config.DatabaseUrl : null);
        return (plan with
        {
            Database = database?.StartsWith("sqlite:", StringComparison.OrdinalIgnoreCase) == true ? "sqlite:" + LedgerFile : database,
            Variables = [.. PlaceVariables.Where(name => environment.Variable(name) is not null).Select(name => (name, environment.Variable(name)!))],
        }).Checked();
    }

    /// <summary>The variables of this session that change what Rimuru does, and that a schedule will not see.</summary>
    public IReadOnlyList<string> UnscheduledVariables() => environment.NamesWithPrefix(ConfigVariables.Prefix).FindAll(name => !name.Equals("RIMURU__DATABASE__URL", StringComparison.OrdinalIgnoreCase));
}
