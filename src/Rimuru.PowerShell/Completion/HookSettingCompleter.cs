using System.Collections;

namespace Rimuru.Completion;

/// <summary>Completes the values of those settings of hooks that have a list of them.</summary>
public abstract class HookSettingCompleter(string setting) : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary bound) =>
        LedgerNames.With(bound, engine => engine.Hooks.ValuesOf(setting));
}

/// <summary>Completes the shapes of webhooks.</summary>
public sealed class HookShapeCompleter() : HookSettingCompleter("Shape");

/// <summary>Completes the formats of session logs.</summary>
public sealed class HookFormatCompleter() : HookSettingCompleter("Format");

/// <summary>Completes the windows of cost alerts.</summary>
public sealed class HookWindowCompleter() : HookSettingCompleter("Window");

/// <summary>Completes what a cost alert can be for each of.</summary>
public sealed class HookPartCompleter() : HookSettingCompleter("By");
