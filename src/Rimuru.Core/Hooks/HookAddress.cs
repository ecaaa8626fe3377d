namespace Rimuru.Core.Hooks;

/// <summary>Where a hook may send events: to https, and to http on this machine only.</summary>
internal static class HookAddress
{
    public const string Form = "an https address, or an http address of this machine, without a user";

    /// <summary>The address; null if events may not be sent to it.</summary>
    public static Uri? Of(string text) =>
        Uri.TryCreate(text.Trim(), UriKind.Absolute, out Uri? address)
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
        && address is { Host.Length: > 0, UserInfo: "", Fragment: "" }
            ? address
            : null;

    /// <summary>The address of a setting. E15002: it is not valid, or may have a secret in it.</summary>
    /// <param name="hook">The hook.</param>
    /// <param name="name">The setting.</param>
    /// <param name="instead">What to use for an address with a secret, as the end of a sentence.</param>
    public static Uri Check(Hook hook, string name, string instead)
    {
        // The value is not shown: it may have a secret in it.
        Uri address = Of(hook.Setting[name]) ?? throw HookSettings.Invalid(hook, $"{name} must be {Form}.");
        return address.Query.Length == 0
            ? address
            : throw HookSettings.Invalid(hook, $"{name} must have no query, which may hold a secret: {instead}");
    }
}
