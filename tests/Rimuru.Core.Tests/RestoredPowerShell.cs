using System.Text.Json;

namespace Rimuru.Core.Tests;

/// <summary>The PowerShell that <c>.config/dotnet-tools.json</c> names and the build restores.</summary>
internal static class RestoredPowerShell
{
    public static string Version { get; } = FindVersion();

    /// <summary>The folder of its package.</summary>
    public static string Package { get; } =
        Path.Combine(
            Environment.GetEnvironmentVariable("NUGET_PACKAGES")
                ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages"),
            "powershell",
            Version
        );

    /// <summary>The words of its command: .NET's program, and the library.</summary>
    public static IReadOnlyList<string> Words { get; } =
    [Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? Environment.ProcessPath!, FindLibrary()];

    private static string FindVersion()
    {
        using JsonDocument tools = JsonDocument.Parse(Documents.ReadFile(".config/dotnet-tools.json"));
        return tools.RootElement.GetProperty("tools").GetProperty("powershell").GetProperty("version").GetString()!;
    }

    private static string FindLibrary() =>
        Directory
            .EnumerateFiles(Package, "pwsh.dll", SearchOption.AllDirectories)
            .First(path => path.Contains(OperatingSystem.IsWindows() ? "win" : "unix", StringComparison.Ordinal));
}
