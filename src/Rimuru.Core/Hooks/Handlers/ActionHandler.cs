using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Rimuru.Core.Hooks.Handlers;

/// <summary>Runs a script block in the session that registered it, on the thread of its commands.</summary>
/// <param name="actions">The script blocks by the keys of their hooks.</param>
internal sealed class ActionHandler(Func<IReadOnlyDictionary<string, Func<RimuruEvent, HookResult>>> actions) : IHookHandler
{
    public const string ProcessSetting = "Process";

    public HookHandler Kind => HookHandler.Action;

    public IReadOnlyList<HookSetting> Settings { get; } = [new(ProcessSetting)];

    public IReadOnlyList<EventKind> UsualEvents { get; } = [EventKind.SessionEnd];

    public bool IsOfMachine => true;

    /// <summary>The hook ends with this process.</summary>
    public Hook Check(Hook hook)
    {
        using Process own = Process.GetCurrentProcess();
        return hook with { Setting = new Dictionary<string, string> { [ProcessSetting] = $"{NameOf(own)}/{Guid.NewGuid():N}" } };
    }

    /// <summary>True if the process that registered a hook of this machine still runs.</summary>
    public static bool IsAlive(Hook hook)
    {
        string name = hook.Setting.GetValueOrDefault(ProcessSetting) ?? "";
        if (!int.TryParse(name.Split('/')[0], NumberStyles.None, CultureInfo.InvariantCulture, out int id))
            return false;
        try
        {
            using Process process = Process.GetProcessById(id);
            return name.StartsWith(NameOf(process) + "/", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return false;
        }
    }

    /// <summary>The number of a process with the time of its start, since numbers are used again.</summary>
    private static string NameOf(Process process) =>
        string.Create(CultureInfo.InvariantCulture, $"{process.Id}/{process.StartTime.ToUniversalTime():yyyyMMddHHmmss}");

    public Task<HookResult> DeliverAsync(HookDelivery delivery, CancellationToken stop) =>
        Task.FromResult(
            actions().TryGetValue(KeyOf(delivery.Hook), out Func<RimuruEvent, HookResult>? action)
                ? action(delivery.Event)
                : throw new HookFailureException("It runs only in the PowerShell session that registered it.")
        );

    /// <summary>What tells a script block from all others, also from one of a hook with the same name in another ledger.</summary>
    public static string KeyOf(Hook hook) => hook.Setting.GetValueOrDefault(ProcessSetting) ?? "";
}
