using System.Diagnostics;
using Rimuru.Core.Tests;

namespace Rimuru.Cli.Tests;

/// <summary>A <c>pwsh</c> as the users of .NET's tools have it: installed from the package that the build restores.</summary>
public sealed class InstalledPowerShell : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("rimuru-pwsh-").FullName;

    public InstalledPowerShell()
    {
        string[] arguments = ["tool", "install", "powershell", "--version", RestoredPowerShell.Version, "--tool-path", folder];
        ProcessStartInfo start = new(DotNet, [.. arguments, "--source", RestoredPowerShell.Package]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, output);
    }

    /// <summary>What the path is then: the tool starts .NET from there.</summary>
    public string Path => string.Join(System.IO.Path.PathSeparator, folder, Root);

    /// <summary>Where its start looks for .NET, if that is not where .NET's installer puts it.</summary>
    public static string Root =>
        System.IO.Path.GetDirectoryName(File.ResolveLinkTarget(DotNet, returnFinalTarget: true)?.FullName ?? DotNet)!;

    private static string DotNet => RestoredPowerShell.Words[0];

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
