using System.Management.Automation;
using Rimuru.Completion;

namespace Rimuru.Commands;

/// <summary>Sends a hook a sample of the first event that it wants.</summary>
[Cmdlet(VerbsDiagnostic.Test, "RimuruHook", SupportsShouldProcess = true)]
[OutputType(typeof(HookRun), typeof(bool))]
public sealed class TestRimuruHookCommand : LedgerCmdlet
{
    private bool works = true;
    private bool isAny;

    /// <summary>The hooks.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(HookCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>Return true or false only.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override void Process()
    {
        List<string> passing = Passing(
            Name,
            name =>
            {
                foreach (Hook hook in Engine.Hooks.Named(name))
                {
                    if (!ShouldProcess(hook.ToString(), "Send a sample"))
                        continue;
                    UseActions();
                    HookRun run = Engine.Hooks.Test(hook, WriteWarning, StopToken);
                    isAny = true;
                    works &= run.State == HookRunState.Delivered;
                    if (!Quiet)
                        WriteObject(run);
                }
            }
        );
        works &= passing.Count == Name.Length;
    }

    private protected override void End()
    {
        if (Quiet)
            WriteObject(works && isAny);
    }
}
