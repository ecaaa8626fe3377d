using Rimuru.Core.Hooks;
using Rimuru.Plugins.Wire;

namespace Rimuru.Core.Plugins;

/// <summary>Gives events to a notifier plugin.</summary>
/// <param name="catalog">The installed plugins.</param>
/// <param name="hosts">Their processes.</param>
internal sealed class PluginHandler(PluginCatalog catalog, PluginHosts hosts) : IHookHandler
{
    public const string PluginSetting = "Plugin";
    public const string SecretSetting = "Secret";

    public HookHandler Kind => HookHandler.Plugin;

    /// <summary>Its own two; the plugin gets all others as they are.</summary>
    public IReadOnlyList<HookSetting> Settings { get; } = [new(PluginSetting, IsRequired: true), new(SecretSetting, IsSecret: true)];

    public IReadOnlyList<EventKind> UsualEvents { get; } = [EventKind.SessionEnd];

    public bool IsOfMachine => true;

    public Hook Check(Hook hook)
    {
        Hook own = HookSettings.Check(this, hook with { Setting = hook.Setting.Where(IsOwn).ToDictionary() });
        try
        {
            catalog.Use(own.Setting[PluginSetting], PluginKind.Notifier);
        }
        catch (RimuruException e)
        {
            throw HookSettings.Invalid(hook, e.Message);
        }

        return own with
        {
            Setting = own.Setting.Concat(hook.Setting.Where(setting => !IsOwn(setting))).ToDictionary(),
        };
    }

    public Task<HookResult> DeliverAsync(HookDelivery delivery, CancellationToken stop) =>
        Task.Run(
            () =>
            {
                Deliver(delivery);
                return HookResult.Continue;
            },
            stop
        );

    private void Deliver(HookDelivery delivery)
    {
        Dictionary<string, string> settings = delivery.Hook.Setting.Where(setting => setting.Key != PluginSetting).ToDictionary();
        if (delivery.Secret(SecretSetting) is { } secret)
            settings[SecretSetting] = secret;
        try
        {
            hosts
                .Of(delivery.Setting(PluginSetting)!, PluginKind.Notifier)
                .Call(
                    PluginWire.Notify,
                    json =>
                    {
                        json.WritePropertyName("event");
                        json.WriteRawValue(delivery.Envelope);
                        json.WriteString("kind", delivery.Event.Kind.ToString());
                        json.WriteString("text", EventSentence.Of(delivery.Event));
                        json.WriteStartObject("setting");
                        foreach ((string name, string value) in settings)
                            json.WriteString(name, value);
                        json.WriteEndObject();
                    },
                    null,
                    Nothing
                );
        }
        catch (RimuruException e)
        {
            throw new HookFailureException(HookFailureException.TextOf(e.Message), e);
        }
    }

    private static bool IsOwn(KeyValuePair<string, string> setting) =>
        setting.Key.Equals(PluginSetting, StringComparison.OrdinalIgnoreCase)
        || setting.Key.Equals(SecretSetting, StringComparison.OrdinalIgnoreCase);

    /// <summary>A notifier gives no bytes.</summary>
    private static bool Nothing(Stream output) => output.ReadByte() < 0 ? true : throw new InvalidDataException("A notifier gave bytes.");
}
