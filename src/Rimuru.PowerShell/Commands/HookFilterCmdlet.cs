using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>The parameters that say which events a hook wants.</summary>
public abstract class HookFilterCmdlet : LedgerCmdlet
{
    private protected HookFilterCmdlet() { }

    /// <summary>The name of the hook.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(HookCompleter))]
    public string Name { get; set; } = "";

    /// <summary>The events that the hook wants.</summary>
    [Parameter(Position = 1)]
    public EventKind[]? Event { get; set; }

    /// <summary>Only custom events with these names.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(CustomEventCompleter))]
    public string[]? CustomName { get; set; }

    /// <summary>Only events about these agents.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AgentCompleter))]
    public string[]? Agent { get; set; }

    /// <summary>Only events about these projects.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string[]? Project { get; set; }

    /// <summary>Only events about these git branches.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(BranchCompleter))]
    public string[]? Branch { get; set; }

    /// <summary>Only events about these models.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public string[]? Model { get; set; }

    /// <summary>Only events about these machines.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(MachineCompleter))]
    public string[]? Machine { get; set; }

    /// <summary>Only events about these users.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(UserCompleter))]
    public string[]? User { get; set; }

    /// <summary>Only events with at least this cost.</summary>
    [Parameter]
    [DecimalTransformation]
    public decimal? MinCost { get; set; }

    /// <summary>The order among the hooks of one event.</summary>
    [Parameter]
    public int Priority { get; set; } = 100;

    /// <summary>How many seconds one delivery may take.</summary>
    [Parameter]
    [ValidateRange(1, 600)]
    public int TimeoutSeconds { get; set; } = 30;

    /// <summary>The hook without what it does.</summary>
    private protected Hook Filtered =>
        new()
        {
            Name = Name,
            Event = Event ?? [],
            CustomName = Names(CustomName),
            Agent = Names(Agent),
            Project = Names(Project),
            Branch = Names(Branch),
            Model = Names(Model),
            Machine = Names(Machine),
            User = Names(User),
            MinCost = MinCost,
            Priority = Priority,
            Timeout = TimeSpan.FromSeconds(TimeoutSeconds),
        };
}
