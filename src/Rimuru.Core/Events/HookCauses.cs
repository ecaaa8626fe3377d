namespace Rimuru.Core.Events;

/// <summary>The causes of an event: the hooks that led to it, or those that it tells the past, separated by commas.</summary>
internal static class HookCauses
{
    /// <summary>Before the name of a hook: the event tells it alone what was before it.</summary>
    private const char Past = '+';

    public static string OfPast(string hook) => Past + hook;

    public static bool IsOfPast(string cause) => cause.StartsWith(Past);

    public static string Join(string cause, string more) => cause.Length == 0 ? more : $"{cause},{more}";

    /// <summary>A cause that another process gives: it cannot make an event of the past.</summary>
    public static string Given(string? cause) =>
        string.Join(',', (cause ?? "").Split(',').Where(name => name.Length > 0 && name[0] != Past));

    /// <summary>True if an event with the cause may be for a hook.</summary>
    public static bool Admits(string cause, string hook)
    {
        string[] names = cause.Split(',');
        return IsOfPast(cause) ? Array.Exists(names, name => IsSame(name, Past + hook)) : !Array.Exists(names, name => IsSame(name, hook));
    }

    private static bool IsSame(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
