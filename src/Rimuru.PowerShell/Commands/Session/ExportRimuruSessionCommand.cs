using System.Management.Automation;
using Rimuru.Core.Exports;

namespace Rimuru.Commands;

/// <summary>Writes sessions to a file: CSV, JSON, XML, Markdown, or a report with charts.</summary>
[Cmdlet(VerbsData.Export, "RimuruSession", SupportsShouldProcess = true, DefaultParameterSetName = nameof(Path))]
[OutputType(typeof(void))]
public sealed class ExportRimuruSessionCommand : ExportCmdlet
{
    /// <summary>Only active sessions.</summary>
    [Parameter]
    public SwitchParameter Active { get; set; }

    /// <summary>Only sessions with these statuses.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public SessionStatus[] Status { get; set; } = [];

    /// <summary>Only this many sessions, those that started last.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Newest { get; set; }

    private protected override string What => "sessions";

    private protected override bool IsSession(string text) => !Engine.Agents.Known.Contains(text, StringComparer.OrdinalIgnoreCase);

    private protected override void Export(ExportRequest request, IExporter format, ExportFile target) =>
        Engine.Exports.Sessions(request with { OnlyActive = Active, Statuses = Status, Count = Newest }, format, target, StopToken);
}
