using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Rimuru.Core.Errors;
using Rimuru.Core.Events;
using Rimuru.Core.Store.Rules;

namespace Rimuru.Core.Hooks;

/// <summary>Hooks as the ledger keeps them.</summary>
internal static class HookText
{
    /// <summary>What a hook is, as JSON: without its name and without what changes while it runs.</summary>
    public static string DefinitionOf(Hook hook) =>
        JsonSerializer.Serialize(
            hook with
            {
                Name = "",
                Setting = new SortedDictionary<string, string>(hook.Setting.ToDictionary(), StringComparer.Ordinal),
                Enabled = true,
                OnMachine = null,
                OfUser = null,
                Registered = null,
                Failures = 0,
                Trusted = false,
            },
            HookContext.Hooks.Hook
        );

    public static StoredHook Write(Hook hook, long sinceMs, long position) =>
        new(hook.Name, DefinitionOf(hook), EventWishes.BitsOf(hook.Event), sinceMs, hook.OnMachine ?? "", hook.OfUser ?? "")
        {
            IsEnabled = hook.Enabled,
            Position = position,
        };

    /// <summary>The hook of a row. E1004: a shared ledger may have what no Rimuru writes.</summary>
    public static Hook Read(StoredHook stored)
    {
        Hook? hook;
        try
        {
            hook = JsonSerializer.Deserialize(stored.Definition, HookContext.Hooks.Hook);
        }
        catch (JsonException e)
        {
            throw Unknown(stored, e);
        }

        if (hook is null || !Enum.IsDefined(hook.Handler) || hook.Event.Any(kind => !Enum.IsDefined(kind)))
            throw Unknown(stored, null);
        return hook with
        {
            Name = stored.Name,
            Enabled = stored.IsEnabled,
            OnMachine = stored.Machine.Length > 0 ? stored.Machine : null,
            OfUser = stored.User.Length > 0 ? stored.User : null,
            Registered = stored.SinceMs > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(stored.SinceMs) : null,
            Failures = (int)stored.Failures,
        };
    }

    private static RimuruException Unknown(StoredHook stored, Exception? inner) =>
        new(
            ErrorCodes.DatabaseCorrupt,
            $"The ledger's hook '{stored.Name}' has a definition that this Rimuru does not know.",
            stored.Name,
            inner
        );
}

[JsonSerializable(typeof(Hook))]
[JsonSerializable(typeof(SortedDictionary<string, string>))]
internal sealed partial class HookContext : JsonSerializerContext
{
    // Created by the first hook that needs it.
    public static HookContext Hooks { get; } =
        new(
            new JsonSerializerOptions
            {
                Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
                PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
                DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
                Converters = { new JsonStringEnumConverter<EventKind>(), new JsonStringEnumConverter<HookHandler>() },
            }
        );
}
