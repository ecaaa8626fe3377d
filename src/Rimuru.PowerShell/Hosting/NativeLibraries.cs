using System.Runtime.InteropServices;

namespace Rimuru.Hosting;

/// <summary>Where NuGet's layout keeps a native library for this machine.</summary>
internal static class NativeLibraries
{
    /// <summary>Full paths that a library may have below a folder, the likeliest first.</summary>
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
