using System.Management.Automation;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Removes hooks.</summary>
[Cmdlet(VerbsLifecycle.Unregister, "RimuruHook", SupportsShouldProcess = true)]
[OutputType(typeof(Hook))]
public sealed class UnregisterRimuruHookCommand : HookCmdlet
{
    private protected override void Process() =>
        Change(
            "Remove the hook",
            hook =>
            {
                Engine.Hooks.Unregister(hook, StopToken);
                HookActions.Current.Remove(hook);
            },
            isGone: true
        );
}
