using System.Diagnostics.CodeAnalysis;
using Rimuru.Core.Errors;
using Rimuru.Core.Files;

namespace Rimuru.Core.Sandbox;

/// <summary>
/// The host that runs in the process of a plugin; it lies in a folder of its own, so that a plugin can see no more of Rimuru.
/// </summary>
internal static class PluginHostFiles
{
    public static string Folder { get; } = FinalPath.Of(Path.Combine(EngineFolder, "host"));

    public static string Library => Path.Combine(Folder, "Rimuru.PluginHost.dll");

    /// <summary>A single file has no place of its own assemblies.</summary>
    private static string EngineFolder
    {
        [UnconditionalSuppressMessage("SingleFile", "IL3000", Justification = "An empty location is what is asked for.")]
        get =>
            typeof(PluginHostFiles).Assembly.Location is { Length: > 0 } location
                ? Path.GetDirectoryName(location)!
                : AppContext.BaseDirectory;
    }

    public static void Check()
    {
        if (!File.Exists(Library))
            throw new RimuruException(ErrorCodes.SandboxFailed, $"{Library} is missing. Install Rimuru again.", Library);
    }
}
