using Rimuru.Core.Config;
using Rimuru.Core.Errors;

namespace Rimuru.Core.Hooks;

/// <summary>What is the same in the settings of all handlers.</summary>
internal static class HookSettings
{
    /// <summary>
    /// The hook with the names and values of its settings as they are declared, and without empty ones. E15002: it has one that the handler
    /// does not take, lacks one, or has a value that is none of the allowed ones or no name of a credential.
    /// </summary>
    public static Hook Check(IHookHandler handler, Hook hook)
    {
        Dictionary<string, string> kept = new(StringComparer.Ordinal);
        foreach ((string name, string value) in hook.Setting)
        {
            HookSetting setting =
                handler.Settings.FirstOrDefault(known => known.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                ?? throw Invalid(
                    hook,
                    $"{handler.Kind} has no setting {name}.{Spelling.Hint(name, NamesOf(handler))} Its settings: "
                        + $"{string.Join(", ", NamesOf(handler))}."
                );
            if (value.Length > 0)
                kept[setting.Name] = ValueOf(hook, setting, value);
        }

        foreach (HookSetting setting in handler.Settings)
        {
            if (setting.IsRequired && !kept.ContainsKey(setting.Name))
                throw Invalid(hook, $"{handler.Kind} needs the setting {setting.Name}.");
        }

        return hook with
        {
            Setting = kept,
        };
    }

    /// <summary>A setting that is a whole number; the default if the hook does not have it. E15002: it is none, or out of range.</summary>
    public static int Number(Hook hook, string name, int usual, int least, int most)
    {
        if (hook.Setting.GetValueOrDefault(name) is not { } text)
            return usual;
        return int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out int number) && number >= least && number <= most
            ? number
            : throw Invalid(hook, $"{name} must be a number from {least} to {most}, not '{text}'.");
    }

    /// <summary>A setting that is one of several words, as <see cref="Check"/> has kept it.</summary>
    public static T Choice<T>(Hook hook, string name, T usual)
        where T : struct, Enum => Enum.TryParse(hook.Setting.GetValueOrDefault(name), out T value) && Enum.IsDefined(value) ? value : usual;

    /// <summary>The hook with a path as an absolute one. E15002: it is no path.</summary>
    public static Hook WithFullPath(Hook hook, string name, HostEnvironment host)
    {
        string path = hook.Setting[name];
        if (path.Contains('\0', StringComparison.Ordinal) || Path.EndsInDirectorySeparator(path))
            throw Invalid(hook, $"{name} must be the path of a file.");
        return hook with
        {
            Setting = new Dictionary<string, string>(hook.Setting, StringComparer.Ordinal)
            {
                [name] = Path.GetFullPath(host.ExpandOwn(path)),
            },
        };
    }

    public static RimuruException Invalid(Hook hook, string problem) =>
        new(ErrorCodes.HookInvalid, $"The hook {hook.Name} is not valid: {problem}", hook.Name);

    private static string ValueOf(Hook hook, HookSetting setting, string value)
    {
        // The value is not shown: it may be the secret itself.
        if (setting.IsSecret && !AsciiName.IsValid(value))
            throw Invalid(hook, $"{setting.Name} must be the name of a credential, which is {AsciiName.Form}.");
        if (setting.Values.Count == 0)
            return value;
        return setting.Values.FirstOrDefault(known => known.Equals(value, StringComparison.OrdinalIgnoreCase))
            ?? throw Invalid(
                hook,
                $"{setting.Name} must be one of {string.Join(", ", setting.Values)}, not '{value}'.{Spelling.Hint(value, setting.Values)}"
            );
    }

    private static IEnumerable<string> NamesOf(IHookHandler handler) => handler.Settings.Select(setting => setting.Name);
}
