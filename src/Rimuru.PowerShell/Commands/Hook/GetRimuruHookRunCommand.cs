using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core.Reports;

namespace Rimuru.Commands;

/// <summary>Gets what became of events at hooks, latest first.</summary>
[Cmdlet(VerbsCommon.Get, "RimuruHookRun")]
[OutputType(typeof(HookRun))]
public sealed class GetRimuruHookRunCommand : LedgerCmdlet
{
    /// <summary>Only runs of these hooks.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(HookCompleter))]
    public string[]? Hook { get; set; }

    /// <summary>Only runs in these states.</summary>
    [Parameter]
    public HookRunState[]? State { get; set; }

    /// <summary>Only so many, the latest.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Newest { get; set; } = int.MaxValue;

    private protected override void Process()
    {
        string[] names = Names(Hook);
        if (names.Length == 0 && IsPiped)
            return;
        List<string> known = Passing(names, name => Engine.Hooks.Named(name));
        if (known.Count == 0 && names.Length > 0)
            return;
        WriteAll(
            Engine
                .Hooks.Runs(StopToken)
                .Where(run => ReportFilter.Matches(known, run.Hook) && (State is null || State.Contains(run.State)))
                .Take(Newest)
        );
    }
}
