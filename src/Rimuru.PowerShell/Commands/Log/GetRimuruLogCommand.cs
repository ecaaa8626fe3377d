using System.Management.Automation;
using Rimuru.Core.Logging;
using Rimuru.Core.Pool;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Gets the entries of Rimuru's own log, oldest first.</summary>
[Cmdlet(VerbsCommon.Get, "RimuruLog")]
[OutputType(typeof(LogEntry))]
public sealed class GetRimuruLogCommand : RimuruCmdlet
{
    private TimeZoneInfo? zone;

    /// <summary>Only this many entries, the newest.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Tail { get; set; } = int.MaxValue;

    /// <summary>Only entries that are at least this severe.</summary>
    [Parameter]
    public LogLevel Level { get; set; } = LogLevel.Debug;

    /// <summary>Only entries of these parts of Rimuru.</summary>
    [Parameter]
    public LogArea[] Area { get; set; } = [];

    private protected override TimeZoneInfo Zone => zone ?? base.Zone;

    private protected override void Process()
    {
        using EngineLease lease = EngineShelf.Take(null, null, StopToken);
        zone = lease.Engine.Config.Zone;
        LogService logs = lease.Engine.Logs;
        bool isEmpty = true;
        foreach (LogEntry entry in logs.Read(Level, Area, Tail))
        {
            isEmpty = false;
            WriteObject(entry);
        }

        if (isEmpty && logs.ExplainOff is { } reason)
            WriteWarning(reason);
    }
}
