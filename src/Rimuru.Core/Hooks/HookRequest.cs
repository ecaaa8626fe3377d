using System.Globalization;
using Rimuru.Core.Errors;

namespace Rimuru.Core.Hooks;

/// <summary>A hook as cmdlet and command are asked for one: with what is obvious left out.</summary>
internal sealed record HookRequest(Hook Hook)
{
    /// <summary>What the hook does; null if its settings tell.</summary>
    public HookHandler? Handler { get; init; }

    public decimal? Amount { get; init; }

    public BudgetWindow? Window { get; init; }

    public CostGrouping? By { get; init; }

    /// <summary>The texts of settings that have parameters of their own.</summary>
    public IReadOnlyDictionary<string, string?> Texts { get; init; } = new Dictionary<string, string?>();

    /// <summary>The hook. E15002: its settings do not tell what it does, or a setting is named twice.</summary>
    public Hook Complete()
    {
        Dictionary<string, string> settings = new(StringComparer.OrdinalIgnoreCase);
        IEnumerable<(string Name, string? Value)> given =
        [
            .. Hook.Setting.Select(setting => (setting.Key, (string?)setting.Value)),
            .. Texts.Select(text => (text.Key, text.Value)),
            (CostAlert.AmountSetting, Amount?.ToString(CultureInfo.InvariantCulture)),
            (CostAlert.WindowSetting, Window?.ToString()),
            (CostAlert.BySetting, By?.ToString()),
        ];
        foreach ((string name, string? value) in given)
        {
            if (value is not null && !settings.TryAdd(name, value))
                throw new RimuruException(ErrorCodes.HookInvalid, $"{name} is given twice.", name);
        }

        if (Handler == HookHandler.Action)
            throw new RimuruException(
                ErrorCodes.HookInvalid,
                "A script block is registered in PowerShell, as the action itself.",
                Hook.Name
            );
        return Hook with { Handler = Handler ?? Told(settings, Hook.Event), Setting = settings };
    }

    private static HookHandler Told(Dictionary<string, string> settings, IReadOnlyList<EventKind> wanted)
    {
        if (settings.ContainsKey(nameof(HookHandler.Plugin)))
            return HookHandler.Plugin;
        if (wanted is [EventKind.MetricsExport] && !settings.ContainsKey("Shape"))
            return HookHandler.MetricsExport;
        if (settings.ContainsKey("Url") || settings.ContainsKey("UrlCredential"))
            return HookHandler.Webhook;
        if (settings.ContainsKey(CostAlert.AmountSetting))
            return HookHandler.CostAlert;
        return settings.TryGetValue("Path", out string? path) && path.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase)
            ? HookHandler.Script
            : throw new RimuruException(
                ErrorCodes.HookInvalid,
                "What the hook does is not clear: name a handler, a URL, an amount, a plugin, or the path of a .ps1.",
                nameof(Hook.Handler)
            );
    }
}
