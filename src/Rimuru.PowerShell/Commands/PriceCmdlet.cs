using System.Management.Automation;

namespace Rimuru.Commands;

/// <summary>A command that changes prices: as a dry run it shows what would change, and keeps nothing.</summary>
public abstract class PriceCmdlet : LedgerCmdlet
{
    private protected PriceCmdlet() { }

    /// <summary>Show which records cost something else now.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Runs a change, or only looks at what it would do; not at all where the user said no.</summary>
    /// <param name="target">What is changed.</param>
    /// <param name="action">What is done to it.</param>
    /// <param name="change">The change; told whether it is only looked at.</param>
    private protected void Change(string target, string action, Func<bool, IReadOnlyList<PriceChange>> change)
    {
        bool isOn = ShouldProcess($"{action}: {target}", $"{action}: {target}?", action, out ShouldProcessReason reason);
        if (!isOn && reason != ShouldProcessReason.WhatIf)
            return;
        if (!isOn)
            WriteVerbose($"What if: {action}: {target}");
        IReadOnlyList<PriceChange> changes = change(!isOn);
        if (PassThru || !isOn)
            WriteObject(changes, enumerateCollection: true);
    }
}
