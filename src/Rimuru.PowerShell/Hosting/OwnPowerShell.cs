using System.Management.Automation;
using Rimuru.Core.Errors;

namespace Rimuru.Hosting;

/// <summary>How to start the PowerShell that runs here once more.</summary>
internal static class OwnPowerShell
{
    /// <summary>
    /// The program of the running PowerShell with its first arguments; in another host, the PowerShell that it came with. E9002: there is
    /// none.
    /// </summary>
    public static IReadOnlyList<string> Program(PSCmdlet cmdlet) =>
        Find(cmdlet)
        ?? throw new RimuruException(
            ErrorCodes.PathNotFound,
            $"{cmdlet.GetVariableValue("PSHOME")} has no program pwsh: run the command in pwsh, so that its program can be named."
        );

    /// <summary>The same; null if there is none.</summary>
    public static IReadOnlyList<string>? Find(PSCmdlet cmdlet)
    {
        string folder = cmdlet.GetVariableValue("PSHOME") as string ?? "";
        string own = Environment.ProcessPath ?? "";
        bool IsOwn(string name) => Path.GetFileNameWithoutExtension(own).Equals(name, StringComparison.OrdinalIgnoreCase);
        if (IsOwn("pwsh"))
            return [own];

        // PowerShell as a .NET tool: the executable beside it is for one system only.
        string library = Path.Combine(folder, "pwsh.dll");
        if (IsOwn("dotnet") && File.Exists(library))
            return [own, library];

        string beside = Path.Combine(folder, OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh");
        return File.Exists(beside) ? [beside] : null;
    }
}
