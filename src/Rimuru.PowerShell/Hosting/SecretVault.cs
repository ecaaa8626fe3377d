using System.Collections;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Net;
using System.Security;
using Rimuru.Core.Credentials;

namespace Rimuru.Hosting;

/// <summary>
/// SecretManagement's vaults, by the names of its commands: nothing of it is referenced, and its module is imported only when a secret is
/// asked for.
/// </summary>
internal sealed class SecretVault(PSCmdlet cmdlet) : ISecretVault
{
    /// <summary>With the module's name, so that no other command of such a name is given a secret.</summary>
    private const string Module = "Microsoft.PowerShell.SecretManagement";

    private bool? isInstalled;

    public bool IsInstalled => isInstalled ??= CommandOf("Get-Secret") is not null && CommandOf("Get-SecretInfo") is not null;

    public string? Find(string name)
    {
        if (InfoOf(name).FirstOrDefault() is not { } info)
            return null;
        object? secret = Run("Get-Secret", ("Name", name), ("Vault", VaultOf(info))).FirstOrDefault()?.BaseObject;
        return secret switch
        {
            SecureString secure => new NetworkCredential("", secure).Password,
            PSCredential credential => credential.GetNetworkCredential().Password,
            string text => text,
            _ => throw new SourceUnusableException($"the secret '{name}' is neither a text nor a credential"),
        };
    }

    public IReadOnlyList<(string Name, string Place)> List() =>
        [.. InfoOf("*").Select(info => ((string)info.Properties["Name"].Value, VaultOf(info)))];

    public string? Set(string name, string secret)
    {
        using SecureString secure = new NetworkCredential("", secret).SecurePassword;
        Run("Set-Secret", ("Name", name), ("SecureStringSecret", secure));
        return InfoOf(name).FirstOrDefault() is { } info ? VaultOf(info) : null;
    }

    public bool Remove(string name)
    {
        PSObject[] infos = [.. InfoOf(name)];
        foreach (PSObject info in infos)
            Run("Remove-Secret", ("Name", name), ("Vault", VaultOf(info)));
        return infos.Length > 0;
    }

    private Collection<PSObject> InfoOf(string name) => Run("Get-SecretInfo", ("Name", name));

    private static string VaultOf(PSObject info) => (string)info.Properties["VaultName"].Value;

    private CommandInfo? CommandOf(string command) =>
        cmdlet.InvokeCommand.GetCommand($"{Module}\\{command}", CommandTypes.Cmdlet | CommandTypes.Function);

    /// <summary>Runs a command without what it says besides: a vault may say more than it should.</summary>
    private Collection<PSObject> Run(string command, params (string Name, object Value)[] parameters)
    {
        Hashtable bound = new()
        {
            ["ErrorAction"] = ActionPreference.Stop,
            ["WarningAction"] = ActionPreference.SilentlyContinue,
            ["InformationAction"] = ActionPreference.SilentlyContinue,
            ["Verbose"] = false,
            ["Debug"] = false,
        };
        foreach ((string name, object value) in parameters)
            bound[name] = value;
        CommandInfo found = CommandOf(command) ?? throw new SourceUnusableException($"it has no {command}");
        try
        {
            return cmdlet.InvokeCommand.InvokeScript(
                "param($command, $bound) & $command @bound",
                useNewScope: true,
                PipelineResultTypes.None,
                null,
                found,
                bound
            );
        }
        catch (RuntimeException e) when (e is not PipelineStoppedException)
        {
            throw new SourceUnusableException(e.ErrorRecord.Exception.Message.ReplaceLineEndings(" ").TrimEnd('.'), e);
        }
    }
}
