using System.Runtime.InteropServices;

namespace Rimuru.Hosting;

/// <summary>Finds native libraries for this machine in NuGet's folder layout.</summary>
internal static class NativeLibraries
{
    /// <summary>The possible paths of a library below a folder, the likeliest first.</summary>
    public static IEnumerable<string> Candidates(string folder, string library)
    {
        string arch = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        (string[] systems, string file) = true switch
        {
            _ when OperatingSystem.IsWindows() => ((string[])["win"], $"{library}.dll"),
            _ when OperatingSystem.IsMacOS() => (["osx"], $"lib{library}.dylib"),
            _ when IsMusl() => (["linux-musl", "linux"], $"lib{library}.so"),
            _ => (["linux"], $"lib{library}.so"),
        };
        return systems.Select(system => Path.Combine(folder, "runtimes", $"{system}-{arch}", "native", file));
    }

    private static bool IsMusl() =>
        RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal)
        || (Directory.Exists("/lib") && Directory.EnumerateFiles("/lib", "ld-musl-*").Any());
}
