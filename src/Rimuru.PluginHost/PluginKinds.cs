using System.Management.Automation.Runspaces;
using System.Text.Json;
using Rimuru.Plugins.Wire;

namespace Rimuru.PluginHost;

/// <summary>The plugin that this process has loaded: a class of an assembly, or a runspace with a script's functions.</summary>
/// <param name="Instance">The object; null for a script.</param>
/// <param name="Runspace">The runspace; null for an assembly.</param>
internal sealed record PluginTarget(object? Instance, Runspace? Runspace)
{
    /// <summary>The object as one of its kinds.</summary>
    public T As<T>()
        where T : class =>
        Instance as T ?? throw new NotSupportedException($"{Instance?.GetType().FullName} does not implement {typeof(T).Name}.");
}

/// <summary>Answers calls by the interfaces of the kinds, or by the functions of a script.</summary>
internal static class PluginKinds
{
    /// <summary>Each call makes a buffer, and what .NET takes for a large object is only collected with the whole heap.</summary>
    private const int OutputBuffer = 64 * 1024;

    /// <summary>Runs one call.</summary>
    /// <param name="method">Its name, of <see cref="PluginWire"/>.</param>
    /// <param name="json">Its arguments.</param>
    /// <param name="input">The bytes that come with it.</param>
    /// <param name="output">The bytes that it gives.</param>
    /// <param name="target">The plugin.</param>
    /// <param name="context">What the plugin may use.</param>
    /// <returns>The result as JSON.</returns>
    public static byte[] Run(
        string method,
        ReadOnlyMemory<byte> json,
        Stream input,
        Stream output,
        PluginTarget target,
        IPluginContext context
    )
    {
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement call = document.RootElement;
        using BufferedStream buffered = new(output, OutputBuffer);
        byte[] result = target.Runspace is { } runspace
            ? ScriptKinds.Run(method, call, input, buffered, runspace)
            : Run(method, call, input, buffered, target, context);
        buffered.Flush();
        return result;
    }

    private static byte[] Run(string method, JsonElement call, Stream input, Stream output, PluginTarget target, IPluginContext context)
    {
        switch (method)
        {
            case PluginWire.Describe:
                return PluginResults.Kinds(kind => PluginWire.InterfaceOf(kind).IsInstanceOfType(target.Instance));
            case PluginWire.Export:
                target.As<IExporterPlugin>().Export(PluginCalls.Table(call, input), new CallStream(output, FileAccess.Write), context);
                return PluginResults.Empty;
            case PluginWire.Notify:
                target.As<INotifierPlugin>().NotifyAsync(PluginCalls.Notice(call), context).GetAwaiter().GetResult();
                return PluginResults.Empty;
            case PluginWire.Read:
                using (RecordWriter records = new(output))
                    target.As<IAgentPlugin>().Read(PluginCalls.File(call), new CallStream(input, FileAccess.Read), records, context);
                return PluginResults.Empty;
            case PluginWire.Show:
                PluginResults.Write(target.As<IViewPlugin>().Show(PluginCalls.Table(call, input), context), output);
                return PluginResults.Empty;
            default:
                throw new NotSupportedException($"There is no call {method}.");
        }
    }
}
