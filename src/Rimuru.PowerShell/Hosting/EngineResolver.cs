using System.Reflection;
using System.Runtime.Loader;

namespace Rimuru.Hosting;

/// <summary>
/// Resolves the engine's assembly, and no other, in the private load context. Handlers apply to the whole process, so imports are counted.
/// </summary>
internal static class EngineResolver
{
    private const string Engine = "Rimuru.Core";
    private static readonly object Gate = new();
    private static EngineLoadContext? context;
    private static int imports;

    /// <summary>True once the engine has been loaded.</summary>
    public static bool IsOpen => context is not null;

    public static void Attach()
    {
        lock (Gate)
        {
            if (imports++ == 0)
                AssemblyLoadContext.Default.Resolving += Resolve;
        }
    }

    public static void Detach()
    {
        lock (Gate)
        {
            if (imports > 0 && --imports == 0)
                AssemblyLoadContext.Default.Resolving -= Resolve;
        }
    }

    private static Assembly? Resolve(AssemblyLoadContext asker, AssemblyName name)
    {
        if (name.Name != Engine)
            return null;
        lock (Gate)
        {
            context ??= new EngineLoadContext(Path.Combine(Path.GetDirectoryName(typeof(EngineResolver).Assembly.Location)!, "deps"));
        }

        return context.LoadFromAssemblyName(name);
    }
}
