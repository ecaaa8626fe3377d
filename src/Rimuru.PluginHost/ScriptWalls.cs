using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace Rimuru.PluginHost;

/// <summary>
/// The runspace of a script: chosen cmdlets, no providers, and ConstrainedLanguage. It keeps honest scripts on the path; the wall is the
/// process.
/// </summary>
internal static class ScriptWalls
{
    private static readonly string[] Libraries = ["System.Management.Automation", "Microsoft.PowerShell.Commands.Utility"];

    private static readonly HashSet<string> Cmdlets = new(StringComparer.OrdinalIgnoreCase)
    {
        "Add-Member",
        "Compare-Object",
        "ConvertFrom-Csv",
        "ConvertFrom-Json",
        "ConvertFrom-StringData",
        "ConvertTo-Csv",
        "ConvertTo-Html",
        "ConvertTo-Json",
        "ConvertTo-Xml",
        "ForEach-Object",
        "Get-Culture",
        "Get-Date",
        "Get-Member",
        "Get-Random",
        "Get-Unique",
        "Group-Object",
        "Join-String",
        "Measure-Object",
        "New-Guid",
        "New-TimeSpan",
        "Out-Null",
        "Out-String",
        "Select-Object",
        "Sort-Object",
        "Start-Sleep",
        "Where-Object",
        "Write-Debug",
        "Write-Error",
        "Write-Information",
        "Write-Output",
        "Write-Verbose",
        "Write-Warning",
    };

    public static Runspace Open(string path, HostContext context)
    {
        string script = File.ReadAllText(path);
        Parser.ParseInput(script, path, out _, out ParseError[] errors);
        if (errors.Length > 0)
            throw new InvalidOperationException($"{Path.GetFileName(path)}:{errors[0].Extent.StartLineNumber}: {errors[0].Message}");

        InitialSessionState state = InitialSessionState.Create();
        state.LanguageMode = PSLanguageMode.ConstrainedLanguage;
        foreach ((string name, Type type) in Libraries.SelectMany(Found))
            state.Commands.Add(new SessionStateCmdletEntry(name, type, null));
        state.Commands.Add(new SessionStateCmdletEntry("Invoke-PluginRequest", typeof(PluginRequestCommand), null));
        // Otherwise a name that is not in the list would load the module that has it.
        state.Variables.Add(new SessionStateVariableEntry("PSModuleAutoLoadingPreference", "None", "", ScopedItemOptions.Constant));
        state.Variables.Add(
            new SessionStateVariableEntry("ErrorActionPreference", ActionPreference.Stop, "An error ends the call.", ScopedItemOptions.None)
        );
        PluginRequestCommand.Context = context;
        Runspace runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        using PowerShell shell = PowerShell.Create();
        shell.Runspace = runspace;
        shell.AddScript(script, useLocalScope: false).Invoke();
        return runspace;
    }

    private static IEnumerable<(string Name, Type Type)> Found(string library) =>
        from type in Assembly.Load(library).GetExportedTypes()
        let cmdlet = type.GetCustomAttribute<CmdletAttribute>()
        where cmdlet is not null
        let name = $"{cmdlet.VerbName}-{cmdlet.NounName}"
        where Cmdlets.Contains(name)
        select (name, type);
}
