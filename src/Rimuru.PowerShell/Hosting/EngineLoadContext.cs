using System.Reflection;
using System.Runtime.Loader;

namespace Rimuru.Hosting;

/// <summary>Loads the engine and its packages separately from those of other modules.</summary>
internal sealed class EngineLoadContext(string folder) : AssemblyLoadContext("Rimuru")
{
    private static readonly Lazy<Dictionary<string, string>> Platform = new(PlatformAssemblies);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // These assemblies exist once in the process: both sides must see the same types.
        if (assemblyName.Name is not { } name || name is "Rimuru" or "Rimuru.Abstractions" or "System.Management.Automation")
            return null;
        string path = Path.Combine(folder, name + ".dll");
        return File.Exists(path) && !IsInPlatform(name, assemblyName.Version) ? LoadFromAssemblyPath(path) : null;
    }

    // AssemblyDependencyResolver needs the host's policy library, which is absent in remoting sessions.
    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName)
    {
        foreach (string path in NativeLibraries.Candidates(folder, unmanagedDllName))
        {
            if (File.Exists(path))
                return LoadUnmanagedDllFromPath(path);
        }

        return IntPtr.Zero;
    }

    private static bool IsInPlatform(string name, Version? wanted) =>
        Platform.Value.TryGetValue(name, out string? path) && AssemblyName.GetAssemblyName(path).Version >= (wanted ?? new Version());

    private static Dictionary<string, string> PlatformAssemblies()
    {
        Dictionary<string, string> found = new(StringComparer.OrdinalIgnoreCase);
        if (AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") is not string list)
            return found;
        foreach (string path in list.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            found[Path.GetFileNameWithoutExtension(path)] = path;
        return found;
    }
}
