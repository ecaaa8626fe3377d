using System.Management.Automation;
using Rimuru.Completion;

namespace Rimuru.Commands;

/// <summary>Gets the hooks of the ledger.</summary>
[Cmdlet(VerbsCommon.Get, "RimuruHook")]
[OutputType(typeof(Hook))]
public sealed class GetRimuruHookCommand : LedgerCmdlet
{
    /// <summary>Only hooks with these names.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(HookCompleter))]
    public string[]? Name { get; set; }

    private protected override void Process()
    {
        string[] names = Names(Name);
        if (names.Length == 0 && IsPiped)
            return;
        if (names.Length == 0)
            WriteAll(Engine.Hooks.All());
        else
            Passing(names, name => WriteAll(Engine.Hooks.Named(name)));
    }
}
