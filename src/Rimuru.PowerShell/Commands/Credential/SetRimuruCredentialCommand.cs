using System.Management.Automation;
using System.Net;
using System.Security;
using Rimuru.Completion;
using Rimuru.Core.Credentials;

namespace Rimuru.Commands;

/// <summary>Stores an API key or a password for Rimuru.</summary>
[Cmdlet(VerbsCommon.Set, "RimuruCredential", SupportsShouldProcess = true, DefaultParameterSetName = OfSecret)]
[OutputType(typeof(CredentialInfo))]
public sealed class SetRimuruCredentialCommand : CredentialCmdlet
{
    private const string OfSecret = "Secret";
    private const string OfCredential = "Credential";

    /// <summary>The name, such as <c>anthropic</c>.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(NewCredentialCompleter))]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>The secret.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = OfSecret)]
    [ValidateNotNull]
    public SecureString? Secret { get; set; }

    /// <summary>A credential whose password is the secret.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OfCredential)]
    [ValidateNotNull]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>The source to store it in.</summary>
    [Parameter]
    public CredentialSource? Source { get; set; }

    /// <summary>Return the stored credential, without its secret.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process()
    {
        CredentialService.CheckName(Name);
        string place = Source is { } named ? $"Store in {named}" : "Store in the first source that works";
        if (!ShouldProcess(Name, place))
            return;
        CredentialChange change = Credentials().Set(Name, Plain(), Source);
        WritePassedOver(change.PassedOver);
        if (change.Warning is { } warning)
            WriteWarning(warning);
        if (PassThru)
            WriteObject(change.Credential);
    }

    private string Plain() => new NetworkCredential("", Secret ?? Credential!.Password).Password;
}
