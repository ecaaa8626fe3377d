using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace Rimuru.Hosting;

/// <summary>The script blocks of hooks of one runspace. They run on its thread, at the end of a command.</summary>
internal sealed class HookActions
{
    private static readonly ConditionalWeakTable<Runspace, HookActions> OfRunspace = [];

    private readonly Dictionary<string, ScriptBlock> blocks = new(StringComparer.OrdinalIgnoreCase);

    private HookActions() { }

    /// <summary>True if any runspace has one: then the current one is asked.</summary>
    public static bool IsAnyHere { get; private set; }

    /// <summary>Those of the current runspace.</summary>
    public static HookActions Current => OfRunspace.GetValue(Runspace.DefaultRunspace, _ => new HookActions());

    /// <summary>The hooks of the script block that runs; empty if none does. A command in one does not run them again.</summary>
    public string Running { get; private set; } = "";

    public void Add(string hook, ScriptBlock block)
    {
        blocks[hook] = block;
        IsAnyHere = true;
    }

    public void Remove(string hook) => blocks.Remove(hook);

    /// <summary>The script blocks as the engine calls them.</summary>
    public IReadOnlyDictionary<string, Func<RimuruEvent, HookResult>> ForEngine(Func<string> cause) =>
        blocks.ToDictionary<KeyValuePair<string, ScriptBlock>, string, Func<RimuruEvent, HookResult>>(
            pair => pair.Key,
            pair => told => Run(pair.Value, told, cause()),
            StringComparer.OrdinalIgnoreCase
        );

    private HookResult Run(ScriptBlock block, RimuruEvent told, string cause)
    {
        Running = cause;
        try
        {
            PSObject? last = block.InvokeWithContext(null, [new PSVariable("_", told)], told).LastOrDefault();
            return LanguagePrimitives.TryConvertTo(last?.BaseObject, out HookResult result) && last?.BaseObject is string or HookResult
                ? result
                : HookResult.Continue;
        }
        finally
        {
            Running = "";
        }
    }
}
