using System.Collections;
using System.Management.Automation;

namespace Rimuru.Completion;

/// <summary>Completes the repositories that PSResourceGet knows; its list is a file, and no repository is asked.</summary>
public sealed class RepositoryCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary bound)
    {
        using PowerShell shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        return
        [
            .. shell
                .AddCommand(@"Microsoft.PowerShell.PSResourceGet\Get-PSResourceRepository")
                .AddParameter("ErrorAction", ActionPreference.Ignore)
                .Invoke()
                .Select(repository => repository.Properties["Name"].Value)
                .OfType<string>(),
        ];
    }
}
