namespace Rimuru.Core.Hooks.Handlers;

/// <summary>Runs a script block in the session that registered it, on the thread of its commands.</summary>
/// <param name="actions">The script blocks by the names of their hooks.</param>
internal sealed class ActionHandler(Func<IReadOnlyDictionary<string, Func<RimuruEvent, HookResult>>> actions) : IHookHandler
{
    public const string ProcessSetting = "Process";

    public HookHandler Kind => HookHandler.Action;

    public IReadOnlyList<HookSetting> Settings { get; } = [new(ProcessSetting)];

    public IReadOnlyList<EventKind> UsualEvents { get; } = [EventKind.SessionEnd];

    public bool IsOfMachine => true;

    public Hook Check(Hook hook) => hook;

    public Task<HookResult> DeliverAsync(HookDelivery delivery, CancellationToken stop) =>
        Task.FromResult(actions()[delivery.Hook.Name](delivery.Event));
}
