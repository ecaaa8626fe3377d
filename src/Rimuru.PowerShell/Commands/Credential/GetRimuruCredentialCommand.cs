using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core.Credentials;
using Rimuru.Core.Errors;
using Rimuru.Core.Reports;

namespace Rimuru.Commands;

/// <summary>Gets the names of stored credentials and where they are, never the secrets.</summary>
[Cmdlet(VerbsCommon.Get, "RimuruCredential")]
[OutputType(typeof(CredentialInfo))]
public sealed class GetRimuruCredentialCommand : CredentialCmdlet
{
    /// <summary>The credentials.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(CredentialCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = ["*"];

    private protected override void Process()
    {
        CredentialList list = Credentials().List();
        WritePassedOver(list.PassedOver);
        foreach (string name in Passing(Name, Check))
            WriteAll(list.Credentials.Where(credential => ReportFilter.Matches([name], credential.Name)));
        if (list.Error is { } error)
            Report(error);

        void Check(string name)
        {
            if (ReportFilter.IsPattern(name))
                return;
            CredentialService.CheckName(name);
            if (!list.Credentials.Any(credential => ReportFilter.Matches([name], credential.Name)))
                throw new RimuruException(
                    ErrorCodes.CredentialNotFound,
                    $"There is no credential '{name}'.{Spelling.Hint(name, list.Credentials.Select(credential => credential.Name))}",
                    name
                );
        }
    }
}
