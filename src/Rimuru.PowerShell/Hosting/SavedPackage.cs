using System.Collections;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Rimuru.Core.Display;
using Rimuru.Core.Errors;
using Rimuru.Core.Plugins;

namespace Rimuru.Hosting;

/// <summary>
/// A package of a plugin that PSResourceGet saved from one of its repositories, in a folder that is removed with it. It is only saved: what
/// is in it is looked at, and agreed to, as in any other package.
/// </summary>
internal sealed class SavedPackage : IDisposable
{
    private const string Module = "Microsoft.PowerShell.PSResourceGet";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("rimuru-package-");

    private SavedPackage() { }

    /// <summary>The NuGet package.</summary>
    public string Path { get; private set; } = "";

    public PluginOrigin Origin { get; private set; } = new("", "");

    /// <summary>Saves a package. E10011: it is in no repository, or the repository cannot be reached.</summary>
    /// <param name="cmdlet">Where it runs.</param>
    /// <param name="name">The name of the package.</param>
    /// <param name="repository">The registered repository; null for all of them, by their priority.</param>
    /// <param name="version">A version, or a range of NuGet; null for the newest.</param>
    /// <param name="withPrerelease">True if the newest may be a prerelease.</param>
    public static SavedPackage Save(PSCmdlet cmdlet, string name, string? repository, string? version, bool withPrerelease)
    {
        SavedPackage saved = new();
        try
        {
            saved.Load(cmdlet, name, repository, version, withPrerelease);
            return saved;
        }
        catch
        {
            saved.Dispose();
            throw;
        }
    }

    public void Dispose() => folder.Delete(recursive: true);

    private void Load(PSCmdlet cmdlet, string name, string? repository, string? version, bool withPrerelease)
    {
        if (WildcardPattern.ContainsWildcardCharacters(name))
            throw Refused(name, "a name has no wildcards here");
        CommandInfo command =
            cmdlet.InvokeCommand.GetCommand($"{Module}\\Save-PSResource", CommandTypes.Cmdlet)
            ?? throw Refused(name, $"this PowerShell has no {Module}");
        Hashtable bound = new()
        {
            ["Name"] = name,
            ["Path"] = folder.FullName,
            ["AsNupkg"] = true,
            ["SkipDependencyCheck"] = true,
            ["TrustRepository"] = true,
            ["PassThru"] = true,
            ["Prerelease"] = withPrerelease,
            ["Confirm"] = false,
            ["WhatIf"] = false,
            ["ErrorAction"] = ActionPreference.Stop,
        };
        if (repository is not null)
            bound["Repository"] = repository;
        if (version is not null)
            bound["Version"] = version;
        Collection<PSObject> saved;
        try
        {
            saved = cmdlet.InvokeCommand.InvokeScript(
                "param($command, $bound) & $command @bound",
                useNewScope: true,
                PipelineResultTypes.None,
                null,
                command,
                bound
            );
        }
        catch (RuntimeException e) when (e is not PipelineStoppedException)
        {
            throw Refused(name, PlainText.Message(e.ErrorRecord.Exception.Message.TrimEnd('.')), e);
        }

        Path =
            folder.EnumerateFiles("*.nupkg", SearchOption.AllDirectories).FirstOrDefault()?.FullName
            ?? throw Refused(name, "nothing was saved");
        string from = saved.FirstOrDefault()?.Properties["Repository"]?.Value?.ToString() ?? repository ?? "";
        Origin = new PluginOrigin(from, name);
    }

    private static RimuruException Refused(string name, string reason, Exception? cause = null) =>
        new(ErrorCodes.PluginPackageUnavailable, $"The package {PlainText.Name(name)} cannot be had: {reason}.", name, cause);
}
