using System.Management.Automation;

namespace Rimuru.Commands;

/// <summary>Lets hooks get events from now on, and lets this machine deliver them as they are now.</summary>
[Cmdlet(VerbsLifecycle.Enable, "RimuruHook", SupportsShouldProcess = true)]
[OutputType(typeof(Hook))]
public sealed class EnableRimuruHookCommand : HookCmdlet
{
    private protected override void Process() => Change("Enable the hook", hook => Engine.Hooks.Enable(hook, StopToken));
}
