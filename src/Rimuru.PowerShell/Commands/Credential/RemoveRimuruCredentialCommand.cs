using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core.Credentials;

namespace Rimuru.Commands;

/// <summary>Removes credentials for good, from one source or from every one that has them.</summary>
[Cmdlet(VerbsCommon.Remove, "RimuruCredential", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(CredentialInfo))]
public sealed class RemoveRimuruCredentialCommand : CredentialCmdlet
{
    /// <summary>The credentials.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(CredentialCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <summary>The source to remove it from.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public CredentialSource? Source { get; set; }

    /// <summary>Return what was removed.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process()
    {
        foreach (string name in Passing(Name, CredentialService.CheckName))
        {
            string place = Source is { } named ? $"Remove from {named}" : "Remove from every source that has it";
            if (!ShouldProcess(name, place))
                continue;
            try
            {
                IReadOnlyList<CredentialInfo> removed = Credentials().Remove(name, Source);
                if (PassThru)
                    WriteAll(removed);
            }
            catch (RimuruException e)
            {
                Report(e, name);
            }
        }
    }
}
