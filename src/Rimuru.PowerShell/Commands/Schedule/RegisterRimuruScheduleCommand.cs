using System.Globalization;
using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core.Errors;
using Rimuru.Core.Schedules;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Registers a schedule with the operating system that runs Rimuru's syncs unattended.</summary>
[Cmdlet(VerbsLifecycle.Register, "RimuruSchedule", SupportsShouldProcess = true, DefaultParameterSetName = "Interval")]
[OutputType(typeof(Schedule))]
public sealed class RegisterRimuruScheduleCommand : LedgerCmdlet
{
    /// <summary>The name; an existing schedule with this name is replaced.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ScheduleCompleter))]
    public string Name { get; set; } = "Rimuru";

    /// <summary>The time between two runs.</summary>
    [Parameter(ParameterSetName = "Interval")]
    [DurationTransformation]
    public TimeSpan Interval { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The local time of a daily run, as <c>HH:mm</c>.</summary>
    [Parameter(ParameterSetName = "At", Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string? At { get; set; }

    /// <summary>What the schedule syncs.</summary>
    [Parameter]
    public ScheduleTask Task { get; set; } = ScheduleTask.Session;

    /// <summary>The scheduler of the operating system to use.</summary>
    [Parameter]
    public ScheduleKind? Kind { get; set; }

    /// <summary>Return the schedule.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process()
    {
        IReadOnlyList<string> shell = OwnPowerShell.Program(this);
        SchedulePlan plan = Engine.Schedules.Complete(
            new SchedulePlan
            {
                Name = Name,
                Task = Task,
                Interval = Interval,
                At = At is null ? null : TimeOf(At),
                HomePath = PathArguments.Resolve(HomePath, SessionState.Path, nameof(HomePath)),
                Database = PathArguments.ResolveUrl(Database, SessionState.Path),
                Program = shell[0],
                ProgramArguments = [.. shell.Skip(1)],
                Manifest = Path.Combine(MyInvocation.MyCommand.Module.ModuleBase, "Rimuru.psd1"),
            }
        );
        Scheduler schedules = ScheduleService.Own();
        ScheduleKeeper keeper = schedules.Keeper(Kind);
        if (
            !ShouldProcess(
                $"Schedule {plan.Name} {plan.When} as {keeper.Preview(plan)}",
                $"Schedule {plan.Name} {plan.When} with {keeper.Kind}?",
                "Register-RimuruSchedule"
            )
        )
            return;
        Schedule made = schedules.Register(plan, keeper);
        if (keeper.Advice() is { } advice)
            WriteWarning(advice);
        if (Engine.Schedules.UnseenVariables() is { Count: > 0 } unseen)
            WriteWarning(
                $"The schedule does not see this session's {string.Join(", ", unseen)}. Put what it needs into local.yaml or .env in "
                    + "the configuration folder."
            );
        if (PassThru)
            WriteObject(made);
    }

    private static TimeOnly TimeOf(string text) =>
        TimeOnly.TryParseExact(text.Trim(), "H:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time)
            ? time
            : throw new RimuruException(ErrorCodes.InvalidArgument, $"-At '{text}' is not a time of day. Use HH:mm, such as 07:30.", "-At");
}
