namespace Rimuru;

/// <summary>A receiver of events.</summary>
public interface INotifierPlugin
{
    /// <summary>Delivers an event. An exception means that it did not work; the event is then tried again later.</summary>
    /// <param name="notice">The event and the settings of the hook.</param>
    /// <param name="context">What it may use.</param>
    Task NotifyAsync(PluginNotice notice, IPluginContext context);
}
