namespace Rimuru;

/// <summary>What a plugin adds.</summary>
public enum PluginKind
{
    /// <summary>A format of exports: rows in, bytes out.</summary>
    Exporter,

    /// <summary>A receiver of events: an event in, a delivery out.</summary>
    Notifier,

    /// <summary>An agent: the bytes of its files in, records out.</summary>
    Agent,

    /// <summary>A view of costs: a report in, a table or a chart out.</summary>
    View,
}
