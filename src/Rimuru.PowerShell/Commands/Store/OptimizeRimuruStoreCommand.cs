using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core.Reports;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Removes records that are older than a time, and gives room back to the disk.</summary>
[Cmdlet(VerbsCommon.Optimize, "RimuruStore", SupportsShouldProcess = true)]
[OutputType(typeof(StoreOptimization))]
public sealed class OptimizeRimuruStoreCommand : LedgerCmdlet
{
    /// <summary>Remove what is older than this.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [TimeTransformation]
    [ArgumentCompleter(typeof(TimeCompleter))]
    public string? OlderThan { get; set; }

    private protected override void Process()
    {
        DateTimeOffset? before = OlderThan is null ? Engine.Store.RetentionTime : TimeExpression.Parse(OlderThan, "-OlderThan", Engine.Time.GetUtcNow(), TimeZoneInfo.Local);
        string action = before is { } time ? $"Remove what is older than {time.ToLocalTime():yyyy-MM-dd HH:mm}, and give room back" : "Give room back";
        if (ShouldProcess($"{action}: {Engine.Ledger.Name}", $"{action}: {Engine.Ledger.Name}?", action, out ShouldProcessReason reason)) WriteObject(Engine.Store.Optimize(before, isPreview: false, StopToken));
        else if (reason == ShouldProcessReason.WhatIf) WriteObject(Engine.Store.Optimize(before, isPreview: true, StopToken));
    }
}
