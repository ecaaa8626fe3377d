using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using Rimuru.Core.Config;
using Rimuru.Core.Hooks;

namespace Rimuru.Hosting;

/// <summary>The script blocks of hooks of one runspace. They run on its thread, at the end of a command.</summary>
internal sealed class HookActions
{
    /// <summary>What to say where nothing delivers events by itself.</summary>
    public const string Undelivered =
        "Events are delivered by Sync-RimuruSession, Watch-RimuruSession, Invoke-RimuruHook and a schedule, and no schedule is "
        + "registered: Register-RimuruSchedule registers one.";

    private static readonly ConditionalWeakTable<Runspace, HookActions> OfRunspace = [];

    /// <summary>
    /// Runs the script blocks for what other processes have told the ledger meanwhile, as every command on the ledger does at its end. A
    /// ledger that answers slowly is asked less often, since nobody can type meanwhile.
    /// </summary>
    private const string WhileIdle = """
        $now = [Environment]::TickCount64
        if ($now -lt $script:next -or -not (Get-Module Rimuru)) { return }
        $own = @{ ErrorAction = 'Ignore'; WarningAction = 'Ignore'LEDGER }
        $null = Rimuru\Get-RimuruHook @own
        $after = [Environment]::TickCount64
        $script:next = $after + [Math]::Max(5000, 20 * ($after - $now))
        """;

    private readonly HashSet<string> idle = new(StringComparer.Ordinal);
    private readonly HashSet<string> ledgers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ScriptBlock> blocks = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The hooks that this process was started for.</summary>
    private static readonly string OfProcess = HostEnvironment.Current().Variable(HookManager.CauseVariable) ?? "";

    private HookActions() { }

    /// <summary>True if any runspace has one: then the current one is asked.</summary>
    public static bool IsAnyHere { get; private set; }

    /// <summary>The hooks that the command of this runspace belongs to, or that the whole process runs for.</summary>
    public static string RunningHere => IsAnyHere && Current.Running is { Length: > 0 } running ? running : OfProcess;

    /// <summary>Those of the current runspace.</summary>
    public static HookActions Current => OfRunspace.GetValue(Runspace.DefaultRunspace, _ => new HookActions());

    /// <summary>The hooks of the script block that runs; empty if none does. A command in one does not run them again.</summary>
    public string Running { get; private set; } = "";

    /// <summary>True if a script block is of a hook of this ledger.</summary>
    public bool IsAbout(string ledger) => ledgers.Contains(ledger);

    public void Add(Hook hook, ScriptBlock block, string ledger)
    {
        ledgers.Add(ledger);
        blocks[KeyOf(hook)] = block;
        IsAnyHere = true;
    }

    /// <summary>Has the script blocks of a ledger run while nothing else does.</summary>
    /// <param name="events">The events of the session.</param>
    /// <param name="parameters">Those that name the ledger.</param>
    public void RunWhileIdle(PSEventManager events, IEnumerable<(string Name, string Value)> parameters)
    {
        string ledger = string.Concat(
            parameters.Select(one => $"; {one.Name} = '{CodeGeneration.EscapeSingleQuotedStringContent(one.Value)}'")
        );
        if (!idle.Add(ledger))
            return;
        ScriptBlock action = ScriptBlock.Create(WhileIdle.Replace("LEDGER", ledger, StringComparison.Ordinal));
        events.SubscribeEvent(null, null, PSEngineEvent.OnIdle, null, action, supportEvent: true, forwardEvent: false);
    }

    public void Remove(Hook hook) => blocks.Remove(KeyOf(hook));

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

        // Programs that the script block starts belong to the hook, too.
        Environment.SetEnvironmentVariable(HookManager.CauseVariable, cause);
        try
        {
            object? last = block.InvokeWithContext(null, [new PSVariable("_", told)], told).LastOrDefault()?.BaseObject;
            return last is HookResult result
                ? result
                : Array.Find(
                    Enum.GetValues<HookResult>(),
                    known => known.ToString().Equals(last as string, StringComparison.OrdinalIgnoreCase)
                );
        }
        finally
        {
            Running = "";
            Environment.SetEnvironmentVariable(HookManager.CauseVariable, OfProcess.Length > 0 ? OfProcess : null);
        }
    }

    private static string KeyOf(Hook hook) => hook.Setting.TryGetValue("Process", out string? key) ? key : "";
}
