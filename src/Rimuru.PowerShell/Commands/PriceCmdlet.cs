using System.Management.Automation;

namespace Rimuru.Commands;

/// <summary>A cmdlet that changes prices. With -WhatIf it shows what would change, and saves nothing.</summary>
public abstract class PriceCmdlet : LedgerCmdlet
{
    private protected PriceCmdlet() { }

    /// <summary>Return the records whose cost changed.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Makes a change or previews it; does neither if the user declines.</summary>
    /// <param name="target">What is changed.</param>
    /// <param name="action">What is done to it.</param>
    /// <param name="change">The change; its argument is true for a preview.</param>
    private protected void Change(string target, string action, Func<bool, IReadOnlyList<PriceChange>> change)
    {
        bool isOn = ShouldProcess($"{action}: {target}", $"{action}: {target}?", action, out ShouldProcessReason reason);
        if (!isOn && reason != ShouldProcessReason.WhatIf)
            return;
        if (!isOn)
            WriteVerbose($"What if: {action}: {target}");
        IReadOnlyList<PriceChange> changes = change(!isOn);
        if (PassThru || !isOn)
            WriteAll(changes);
    }
}
