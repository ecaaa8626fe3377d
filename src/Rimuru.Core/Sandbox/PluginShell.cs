using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;
using Rimuru.Core.Config;
using Rimuru.Core.Display;
using Rimuru.Core.Errors;
using Rimuru.Core.Files;
using Rimuru.Core.Processes;

namespace Rimuru.Core.Sandbox;

/// <summary>The PowerShell that runs plugins, and the folders that it needs.</summary>
/// <param name="Command">How it is started: its program, or .NET's with its library.</param>
/// <param name="Folders">What it must be able to read.</param>
internal sealed record PluginShell(IReadOnlyList<string> Command, IReadOnlyList<string> Folders)
{
    private const string Library = "pwsh.dll",
        BaseLibrary = "System.Private.CoreLib.dll";

    private static readonly ConcurrentDictionary<string, PluginShell> Known = new(StringComparer.Ordinal);

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static string ProgramName => OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh";

    /// <summary>The PowerShell that this process is; otherwise the named one, or else the one on the path.</summary>
    public static PluginShell Find(IReadOnlyList<string>? named)
    {
        if (named is not null)
            return Known.GetOrAdd(string.Join('\0', named), _ => Of(named));
        if (Own() is { } own)
            return own;
        string program =
            HostEnvironment.Current().FindProgram("pwsh")
            ?? throw new RimuruException(
                ErrorCodes.PluginShellMissing,
                $"Plugins run in PowerShell 7.4 or later, and there is no {ProgramName} on the path."
            );
        return Known.GetOrAdd(program, _ => Of([program]));
    }

    [UnconditionalSuppressMessage("SingleFile", "IL3000", Justification = "A single file has no PowerShell in it.")]
    private static PluginShell? Own()
    {
        string? automation = AppDomain
            .CurrentDomain.GetAssemblies()
            .FirstOrDefault(assembly => assembly.GetName().Name == "System.Management.Automation")
            ?.Location;
        return automation is { Length: > 0 } && Path.GetDirectoryName(automation) is { } home && File.Exists(Path.Combine(home, Library))
            ? Of(FinalPath.Of(home), FinalPath.Of(RuntimeEnvironment.GetRuntimeDirectory()))
            : null;
    }

    /// <summary>By what the command names; a program whose files lie elsewhere is asked where, which takes as long as its start.</summary>
    private static PluginShell Of(IReadOnlyList<string> command)
    {
        string last = FinalPath.Of(command[^1]);
        if (Path.GetFileName(last) == Library && command.Count == 2)
        {
            string root = Path.GetDirectoryName(FinalPath.Of(command[0]))!;
            return new PluginShell(
                [Path.Combine(root, Path.GetFileName(FinalPath.Of(command[0]))), last],
                [Path.GetDirectoryName(last)!, .. RuntimeOf(root)]
            );
        }

        // As its own packages install it: with .NET beside it.
        string folder = Path.GetDirectoryName(last)!;
        if (command.Count == 1 && File.Exists(Path.Combine(folder, Library)) && File.Exists(Path.Combine(folder, BaseLibrary)))
            return Of(folder, folder);

        const string Question = "$PSHOME; [Runtime.InteropServices.RuntimeEnvironment]::GetRuntimeDirectory()";
        ChildResult answer;
        try
        {
            answer = ChildProcess.Run(
                new ChildProgram(command[0], [.. command.Skip(1), "-NoProfile", "-NonInteractive", "-NoLogo", "-Command", Question])
                {
                    Limit = Patience,
                },
                CancellationToken.None
            );
        }
        catch (Exception e) when (e is IOException or TimeoutException)
        {
            throw new RimuruException(ErrorCodes.PluginShellMissing, $"{command[0]} cannot be started: {e.Message}", inner: e);
        }

        return
            answer.Output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is [{ } home, { } runtime]
            && Directory.Exists(home)
            && Directory.Exists(runtime)
            ? Of(FinalPath.Of(home), FinalPath.Of(runtime))
            : throw new RimuruException(ErrorCodes.PluginShellMissing, $"{command[0]} does not say where PowerShell lies: {Said(answer)}");
    }

    /// <summary>What it says instead, such as that it finds no .NET.</summary>
    private static string Said(ChildResult answer)
    {
        string text = PlainText.Message(answer.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "");
        return text.Length > 0 ? $"{text.TrimEnd('.')}." : "it says nothing.";
    }

    private static PluginShell Of(string home, string runtime)
    {
        runtime = Path.TrimEndingDirectorySeparator(runtime);
        if (runtime == Path.TrimEndingDirectorySeparator(home))
            return new PluginShell([Path.Combine(home, ProgramName)], [home]);

        // <root>/shared/Microsoft.NETCore.App/<version>
        string root = Path.GetFullPath(Path.Combine(runtime, "..", "..", ".."));
        string muxer = Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        return new PluginShell([muxer, Path.Combine(home, Library)], [home, .. RuntimeOf(root)]);
    }

    /// <summary>Not the whole folder: it may be in a home, and have the user's tools.</summary>
    private static string[] RuntimeOf(string root) =>
        [Path.Combine(root, "dotnet"), Path.Combine(root, "host"), Path.Combine(root, "shared")];

    /// <summary>Null if a version is new enough to run plugins; otherwise why not.</summary>
    public static string? WhyNot(string version)
    {
        string[] parts = version.Split('.', '-', '+', ' ');
        return
            parts.Length >= 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int major)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int minor)
            && (major, minor).CompareTo((7, 4)) >= 0
            ? null
            : $"Plugins run in PowerShell 7.4 or later, and this is {version}.";
    }
}
