namespace Rimuru.Core.Hooks;

/// <summary>What a kind of hook does with an event.</summary>
internal interface IHookHandler
{
    HookHandler Kind { get; }

    /// <summary>The settings that it takes; a hook with others is refused.</summary>
    IReadOnlyList<HookSetting> Settings { get; }

    /// <summary>The events of a hook for which none are named.</summary>
    IReadOnlyList<EventKind> UsualEvents { get; }

    /// <summary>True if only the machine and the user that registered such a hook deliver it.</summary>
    bool IsOfMachine { get; }

    /// <summary>
    /// Checks the values of the settings together, and returns the hook with them as they are kept. E15002: one is wrong.
    /// </summary>
    Hook Check(Hook hook);

    /// <summary>Delivers an event. <see cref="HookFailureException"/>: it did not work.</summary>
    Task<HookResult> DeliverAsync(HookDelivery delivery, CancellationToken stop);
}

/// <summary>A setting of a handler.</summary>
/// <param name="Name">Its name, that of the parameter.</param>
/// <param name="IsRequired">True if a hook must have it.</param>
/// <param name="IsSecret">True if its value is the name of a credential.</param>
/// <param name="Values">The values that it may have; empty for any.</param>
internal sealed record HookSetting(string Name, bool IsRequired = false, bool IsSecret = false, params IReadOnlyList<string> Values);
