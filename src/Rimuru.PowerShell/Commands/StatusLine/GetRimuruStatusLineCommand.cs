using System.Management.Automation;
using Rimuru.Core.StatusLines;

namespace Rimuru.Commands;

/// <summary>Gets a line about the day and the budgets that count in the current folder, for a prompt. It reads no logs.</summary>
[Cmdlet(VerbsCommon.Get, "RimuruStatusLine")]
[OutputType(typeof(StatusLine))]
public sealed class GetRimuruStatusLineCommand : LedgerCmdlet
{
    /// <summary>Parts between bars, with names in braces.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Template { get; set; } = StatusTemplate.Usual;

    private protected override void Process() =>
        WriteObject(
            Engine.StatusLine.LineOf(SessionState.Path.CurrentFileSystemLocation.ProviderPath, new StatusTemplate(Template), StopToken)
        );
}
