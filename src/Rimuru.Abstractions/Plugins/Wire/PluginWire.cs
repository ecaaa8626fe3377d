namespace Rimuru.Plugins.Wire;

/// <summary>
/// The names of what Rimuru and the process of a plugin say to each other: calls, and the functions that a script has for them. Each side
/// takes the other's words from here.
/// </summary>
internal static class PluginWire
{
    /// <summary>Asks which kinds the plugin implements.</summary>
    public const string Describe = "describe";

    /// <summary>Rows in, bytes out.</summary>
    public const string Export = "export";

    /// <summary>An event in.</summary>
    public const string Notify = "notify";

    /// <summary>The bytes of a file in, records out.</summary>
    public const string Read = "read";

    /// <summary>Rows in, a picture out.</summary>
    public const string Show = "show";

    /// <summary>The longest line of rows or records, in bytes.</summary>
    public const int LongestLine = 1 << 20;

    /// <summary>The function of a script for each kind.</summary>
    public static string FunctionOf(PluginKind kind) =>
        kind switch
        {
            PluginKind.Exporter => "Export-PluginTable",
            PluginKind.Notifier => "Send-PluginEvent",
            PluginKind.Agent => "Read-PluginFile",
            _ => "Show-PluginView",
        };

    /// <summary>The interface of an assembly's class for each kind.</summary>
    public static Type InterfaceOf(PluginKind kind) =>
        kind switch
        {
            PluginKind.Exporter => typeof(IExporterPlugin),
            PluginKind.Notifier => typeof(INotifierPlugin),
            PluginKind.Agent => typeof(IAgentPlugin),
            _ => typeof(IViewPlugin),
        };
}
