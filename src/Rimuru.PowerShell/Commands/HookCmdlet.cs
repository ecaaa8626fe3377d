using System.Management.Automation;

namespace Rimuru.Commands;

/// <summary>A cmdlet that changes hooks by their names.</summary>
public abstract class HookCmdlet : LedgerCmdlet
{
    private protected HookCmdlet() { }

    /// <summary>The hooks.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(Completion.HookCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>Return the hooks.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Changes each hook, and returns it if that is asked for.</summary>
    private protected void Change(string action, Action<Hook> change, bool isGone = false) =>
        Passing(
            Name,
            name =>
            {
                foreach (Hook hook in Engine.Hooks.Named(name))
                {
                    if (!ShouldProcess(hook.ToString(), action))
                        continue;
                    change(hook);
                    if (PassThru)
                        WriteObject(isGone ? hook : Engine.Hooks.Named(hook.Name)[0]);
                }
            }
        );
}
