using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Rimuru.Core.Events;
using Rimuru.Core.Records;
using Rimuru.Core.Store.Rules;

namespace Rimuru.Core.Hooks;

/// <summary>Hooks as the ledger keeps them.</summary>
internal static class HookText
{
    public static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(10);

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
                Registered = default,
                IncludesHistory = false,
                Failures = 0,
                Trusted = false,
            },
            HookContext.Hooks.Hook
        );

    /// <summary>The row of a hook. Its time is negative if it is told the past.</summary>
    public static StoredHook Write(Hook hook, long position) =>
        new(
            hook.Name,
            DefinitionOf(hook),
            EventWishes.BitsOf(hook.Event),
            hook.Registered.ToUnixTimeMilliseconds() * (hook.IncludesHistory ? -1 : 1),
            hook.OnMachine ?? "",
            hook.OfUser ?? ""
        )
        {
            IsEnabled = hook.Enabled,
            Position = position,
        };

    /// <summary>
    /// The hook of a row. A shared ledger may have what no Rimuru writes, or what a newer one does: such a hook is disabled and wants
    /// nothing, so that it can be seen and removed.
    /// </summary>
    public static Hook Read(StoredHook stored)
    {
        if (Parse(stored.Definition) is not { } hook)
            return new Hook { Name = stored.Name, Enabled = false };
        return hook with
        {
            Name = stored.Name,
            Enabled = stored.IsEnabled,
            OnMachine = stored.Machine.Length > 0 ? stored.Machine : null,
            OfUser = stored.User.Length > 0 ? stored.User : null,
            Registered = Moment.Of(Math.Abs(Math.Max(stored.SinceMs, -long.MaxValue))),
            IncludesHistory = stored.SinceMs < 0,
            Failures = (int)stored.Failures,
        };
    }

    private static IReadOnlyList<string>?[] NamesOf(Hook hook) =>
        [hook.CustomName, hook.Agent, hook.Project, hook.Branch, hook.Model, hook.Machine, hook.User];

    /// <summary>Null if the definition is not one that this Rimuru knows.</summary>
    private static Hook? Parse(string definition)
    {
        try
        {
            return
                JsonSerializer.Deserialize(definition, HookContext.Hooks.Hook) is { Event: not null, Setting: not null } hook
                && NamesOf(hook).All(names => names is not null)
                && Enum.IsDefined(hook.Handler)
                && hook.Event.All(Enum.IsDefined)
                && hook.Timeout > TimeSpan.Zero
                && hook.Timeout <= LongestTimeout
                ? hook
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
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
