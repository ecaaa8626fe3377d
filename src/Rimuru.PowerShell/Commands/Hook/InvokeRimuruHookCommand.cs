using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace Rimuru.Commands;

/// <summary>Delivers what is due, after an event with a name of its own, or sends events of runs again.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "RimuruHook", SupportsShouldProcess = true, DefaultParameterSetName = Due)]
[OutputType(typeof(HookRun))]
public sealed class InvokeRimuruHookCommand : LedgerCmdlet
{
    private const string Due = "Due";
    private const string Event = "Event";
    private const string Again = "Again";

    /// <summary>The name of a custom event to send first.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = Event)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(Completion.CustomEventCompleter))]
    public string Name { get; set; } = "";

    /// <summary>What the event tells, by name.</summary>
    [Parameter(ParameterSetName = Event)]
    public Hashtable? Data { get; set; }

    /// <summary>Runs whose events are to be sent again.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = Again)]
    public HookRun[] InputObject { get; set; } = [];

    private protected override void Process()
    {
        if (ParameterSetName != Again)
            return;
        foreach (HookRun run in InputObject)
        {
            if (!ShouldProcess(run.ToString(), "Send the event again"))
                continue;
            UseActions();
            WriteObject(Engine.Hooks.Again(run, WriteWarning, StopToken));
        }
    }

    private protected override void End()
    {
        if (ParameterSetName == Again)
            return;
        if (!ShouldProcess(Engine.Ledger.Name, ParameterSetName == Event ? $"Send the event {Name}" : "Deliver what is due"))
            return;
        if (ParameterSetName == Event && !Engine.Hooks.Raise(new CustomEvent { Name = Name, Data = Texts() }, StopToken))
            WriteWarning("No hook wants custom events, so nothing was sent.");
        foreach (HookRun run in DeliverHooks())
            WriteObject(run);
    }

    private Dictionary<string, string> Texts() =>
        Data is null
            ? []
            : Data.Cast<DictionaryEntry>()
                .ToDictionary(
                    entry => Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!,
                    entry => LanguagePrimitives.ConvertTo<string>(entry.Value)
                );
}
