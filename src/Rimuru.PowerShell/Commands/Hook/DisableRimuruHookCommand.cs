using System.Management.Automation;

namespace Rimuru.Commands;

/// <summary>Keeps events from hooks.</summary>
[Cmdlet(VerbsLifecycle.Disable, "RimuruHook", SupportsShouldProcess = true)]
[OutputType(typeof(Hook))]
public sealed class DisableRimuruHookCommand : HookCmdlet
{
    private protected override void Process() => Change("Disable the hook", hook => Engine.Hooks.Disable(hook, StopToken));
}
