using System.Reflection;
using System.Runtime.Loader;
using System.Text.Json;
using Rimuru.Core.Sandbox.Wire;

namespace Rimuru.PluginHost;

/// <summary>A plugin that was loaded: an instance of its type, or a runspace that has its functions.</summary>
internal sealed class LoadedPlugin
{
    private readonly PluginTarget target;
    private readonly HostContext context;

    private LoadedPlugin(PluginTarget target, HostContext context)
    {
        this.target = target;
        this.context = context;
    }

    /// <summary>The folders in which a missing file is the plugin's own affair.</summary>
    public IReadOnlyList<string> Folders => [context.PluginFolder, context.WorkFolder, AppContext.BaseDirectory];

    public static LoadedPlugin Load(JsonElement step, HostNetwork network, Action<string> log)
    {
        HostContext context = new(network, log)
        {
            Id = step.GetProperty("id").GetString()!,
            Version = step.GetProperty("version").GetString()!,
            PluginFolder = step.GetProperty("plugin").GetString()!,
            WorkFolder = step.GetProperty("work").GetString()!,
        };
        string path = step.GetProperty("path").GetString()!;
        PluginTarget target = step.GetProperty("type").GetString() is { } type
            ? new PluginTarget(Create(path, type), null)
            : new PluginTarget(null, ScriptWalls.Open(path, context));
        return new LoadedPlugin(target, context);
    }

    public byte[] Run(string method, ReadOnlyMemory<byte> json, Channel channel) =>
        PluginKinds.Run(method, json, channel, channel, target, context);

    /// <summary>The load context separates versions of libraries, and is no wall.</summary>
    private static object Create(string path, string type)
    {
        AssemblyDependencyResolver resolver = new(path);
        AssemblyLoadContext own = new("Plugin");
        own.Resolving += (loading, name) =>
            typeof(IPluginContext).Assembly.GetName().Name == name.Name ? typeof(IPluginContext).Assembly : Beside(loading, path, name);
        own.ResolvingUnmanagedDll += (_, name) =>
            resolver.ResolveUnmanagedDllToPath(name) is { } library ? System.Runtime.InteropServices.NativeLibrary.Load(library) : 0;
        Type found =
            own.LoadFromAssemblyPath(path).GetType(type, throwOnError: false)
            ?? throw new InvalidOperationException($"{Path.GetFileName(path)} has no type {type}.");
        return Activator.CreateInstance(found)!;
    }

    private static Assembly? Beside(AssemblyLoadContext own, string path, AssemblyName name)
    {
        string file = Path.Combine(Path.GetDirectoryName(path)!, name.Name + ".dll");
        return File.Exists(file) ? own.LoadFromAssemblyPath(file) : null;
    }
}
