using System.Collections;
using System.Globalization;
using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core.Hooks;
using Rimuru.Core.Schedules;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Registers a hook: what is to happen when something happens.</summary>
[Cmdlet(VerbsLifecycle.Register, "RimuruHook", SupportsShouldProcess = true, DefaultParameterSetName = Built)]
[OutputType(typeof(Hook))]
public sealed class RegisterRimuruHookCommand : HookFilterCmdlet
{
    private const string Built = "Handler";
    private const string Block = "Action";

    /// <summary>What the hook does.</summary>
    [Parameter(ParameterSetName = Built)]
    public HookHandler? Handler { get; set; }

    /// <summary>The address of a webhook or a metrics collector.</summary>
    [Parameter(ParameterSetName = Built)]
    [ValidateNotNullOrEmpty]
    public string? Url { get; set; }

    /// <summary>The credential that signs a webhook.</summary>
    [Parameter(ParameterSetName = Built)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(CredentialCompleter))]
    public string? Secret { get; set; }

    /// <summary>The form of what a webhook sends.</summary>
    [Parameter(ParameterSetName = Built)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(HookShapeCompleter))]
    public string? Shape { get; set; }

    /// <summary>The text of a message.</summary>
    [Parameter(ParameterSetName = Built)]
    [ValidateNotNullOrEmpty]
    public string? Template { get; set; }

    /// <summary>The file of a session log or of metrics, or a PowerShell script.</summary>
    [Parameter(ParameterSetName = Built)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The form of a session log.</summary>
    [Parameter(ParameterSetName = Built)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(HookFormatCompleter))]
    public string? Format { get; set; }

    /// <summary>The amount of a cost alert.</summary>
    [Parameter(ParameterSetName = Built)]
    [DecimalTransformation]
    public decimal? Amount { get; set; }

    /// <summary>The window of a cost alert.</summary>
    [Parameter(ParameterSetName = Built)]
    [BudgetWindowTransformation]
    [ArgumentCompleter(typeof(HookWindowCompleter))]
    public BudgetWindow? Window { get; set; }

    /// <summary>What a cost alert is for each of.</summary>
    [Parameter(ParameterSetName = Built)]
    [ArgumentCompleter(typeof(HookPartCompleter))]
    public CostGrouping? By { get; set; }

    /// <summary>The notifier plugin that gets the events.</summary>
    [Parameter(ParameterSetName = Built)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PluginCompleter))]
    public string? Plugin { get; set; }

    /// <summary>More settings of the handler.</summary>
    [Parameter(ParameterSetName = Built)]
    public Hashtable? Setting { get; set; }

    /// <summary>A script block that runs in this session.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Block)]
    public ScriptBlock? Action { get; set; }

    /// <summary>Tell the hook of the sessions so far, too.</summary>
    [Parameter]
    public SwitchParameter IncludeHistory { get; set; }

    /// <summary>Return the hook.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process()
    {
        Hook wanted = Engine.Hooks.Preview(Action is null ? Request.Complete() : Filtered with { Handler = HookHandler.Action });
        if (!ShouldProcess(wanted.ToString(), "Register the hook"))
            return;
        if (!WarnOfEmptyHome())
            Refresh();
        Hook hook = Engine.Hooks.Register(wanted, IncludeHistory, StopToken);
        if (Action is { } block)
        {
            HookActions.Current.Add(hook, block, Engine.Ledger.Name);
            HookActions.Current.RunWhileIdle(Events, LedgerParameters);
            if (MyInvocation.BoundParameters.ContainsKey(nameof(TimeoutSeconds)))
                WriteWarning("A script block has no time limit: it runs on the thread of this session, where nothing can end it alone.");
        }
        else if (
            hook.Handler != HookHandler.CostAlert
            && !ScheduleService.Own().All().Any(known => known.Task.HasFlag(ScheduleTask.Session))
        )
            WriteWarning(HookActions.Undelivered);
        foreach (string problem in Engine.Hooks.MissingCredentials(hook))
            WriteWarning(problem);
        if (PassThru)
            WriteObject(hook);
    }

    private HookRequest Request =>
        new(Filtered with { Setting = Settings() })
        {
            Handler = Handler,
            Amount = Amount,
            Window = Window,
            By = By,
            Texts = new Dictionary<string, string?>
            {
                [nameof(Url)] = Url,
                [nameof(Secret)] = Secret,
                [nameof(Shape)] = Shape,
                [nameof(Template)] = Template,
                [nameof(Path)] = PathArguments.Resolve(Path, SessionState.Path, nameof(Path)),
                [nameof(Format)] = Format,
                [nameof(Plugin)] = Plugin,
            },
        };

    private Dictionary<string, string> Settings() =>
        Setting is null
            ? []
            : Setting
                .Cast<DictionaryEntry>()
                .ToDictionary(
                    entry => Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!,
                    entry => LanguagePrimitives.ConvertTo<string>(entry.Value)
                );
}
