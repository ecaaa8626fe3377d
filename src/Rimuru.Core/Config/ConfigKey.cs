using System.Globalization;
using Rimuru.Core.Errors;
using Rimuru.Core.Wording;

namespace Rimuru.Core.Config;

/// <summary>A configuration key.</summary>
/// <param name="Name">The name, such as <c>sync.enabled</c>.</param>
/// <param name="Kind">The type of its value.</param>
/// <param name="Purpose">What it is for, in one sentence.</param>
/// <param name="Default">The value without any setting; null if there is none.</param>
internal sealed record ConfigKey(string Name, ConfigKind Kind, string Purpose, object? Default = null)
{
    public int Minimum { get; init; }

    public int Maximum { get; init; }

    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>A second variable name, for a convention outside of Rimuru.</summary>
    public string? PlainVariable { get; init; }

    /// <summary>The environment variable: <c>RIMURU__SECTION__KEY</c>.</summary>
    public string Variable => ConfigVariables.Prefix + Name.Replace(".", "__", StringComparison.Ordinal).ToUpperInvariant();

    /// <summary>The allowed values, in words that follow "must be".</summary>
    public string Allowed =>
        Kind switch
        {
            ConfigKind.Text => "one line of text",
            ConfigKind.Path => "an absolute path or one that starts with ~/",
            ConfigKind.Switch => "true or false",
            ConfigKind.Paths => "a list of absolute paths or ones that start with ~/",
            ConfigKind.Number => string.Create(CultureInfo.InvariantCulture, $"a whole number from {Minimum} to {Maximum}"),
            ConfigKind.Choice => $"one of {string.Join(", ", Choices)}",
            ConfigKind.Zone => "a time zone that this system knows, such as Europe/Berlin or UTC",
            ConfigKind.Url => "an http or https URL without user, query or fragment",
            ConfigKind.Currency => "a currency's code of three letters, such as EUR",
            ConfigKind.Secret => "secret: and the name of a credential",
            _ => $"a list of {string.Join(", ", Choices)}",
        };

    /// <summary>True if the value is a list.</summary>
    public bool IsList => Kind is ConfigKind.Choices or ConfigKind.Paths;

    /// <summary>The value as text for people, without passwords; null if there is none.</summary>
    public static string? Show(object? value) =>
        value switch
        {
            null => null,
            bool flag => flag ? "true" : "false",
            int number => number.ToString(CultureInfo.InvariantCulture),
            string[] items => string.Join(", ", items),
            _ => Redaction.Redact((string)value),
        };

    /// <summary>Parses a value from a source that has only text. E4002: the value is not allowed.</summary>
    public object Parse(string text, string origin)
    {
        if (IsList)
            return ParseItems(text.Split(',', StringSplitOptions.TrimEntries), origin);
        if (string.IsNullOrWhiteSpace(text))
            throw Wrong(origin, "has no value");
        if (Kind == ConfigKind.Secret && SecretReference.NameIn(text.Trim()) is null)
            throw NotReferred(origin);
        object? value = Kind switch
        {
            ConfigKind.Switch => ToSwitch(text.AsSpan().Trim()),
            ConfigKind.Number => ToNumber(text.AsSpan().Trim()),
            ConfigKind.Path => IsPath(text) ? text : null,
            ConfigKind.Currency => text.Trim() is { Length: 3 } code && code.All(char.IsAsciiLetter) ? code : null,
            ConfigKind.Secret => text.Trim(),
            ConfigKind.Choice => Known(text.Trim()) ? text.Trim() : null,
            ConfigKind.Url => IsUrl(text) ? text : null,
            ConfigKind.Zone => TimeZoneInfo.TryFindSystemTimeZoneById(text.Trim(), out _) ? text.Trim() : null,
            _ => HasControl(text) ? null : text,
        };
        return value ?? throw Wrong(origin, $"is {Quote(Kind == ConfigKind.Url ? Redaction.WithoutQuery(text) : text)}");
    }

    /// <summary>Parses a list. E4002: the value is not allowed.</summary>
    public object ParseItems(IReadOnlyList<string> items, string origin)
    {
        if (!IsList)
            throw Wrong(origin, "is a list");
        List<string> found = [];
        foreach (string item in items)
        {
            if (item.Length == 0)
                throw Wrong(origin, items.Count == 1 ? "has no value" : "has an empty entry");
            if (found.Contains(item))
                throw Wrong(origin, $"names {Quote(item)} twice");
            if (Kind == ConfigKind.Paths && !IsPath(item))
                throw Wrong(origin, $"names {Quote(item)}");
            if (Kind == ConfigKind.Choices && !Known(item))
            {
                string hint = Spelling.Hint(item, Choices);
                throw Wrong(origin, $"names {Quote(item)}", hint);
            }
            found.Add(item);
        }
        return found.Count > 0 ? found.ToArray() : throw Wrong(origin, "is an empty list");
    }

    /// <summary>The error of a value that is not allowed: E4002.</summary>
    public RimuruException Wrong(string origin, string found, string hint = "") =>
        new(ErrorCodes.ConfigValue, $"{origin}: {Name} {found}, but must be {Allowed}.{hint}", origin);

    // The value is not shown: it may be the secret.
    private RimuruException NotReferred(string origin) =>
        Wrong(
            origin,
            "is something else",
            $" Store the secret with {Terms.StoreCredential("NAME")}, and set {Name} to secret:NAME; NAME is " + $"{AsciiName.Form}."
        );

    private static bool? ToSwitch(ReadOnlySpan<char> text)
    {
        if (text.Equals("true", StringComparison.OrdinalIgnoreCase))
            return true;
        return text.Equals("false", StringComparison.OrdinalIgnoreCase) ? false : null;
    }

    // Some YAML parsers read a leading zero as octal, others as decimal.
    private int? ToNumber(ReadOnlySpan<char> text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
        && number >= Minimum
        && number <= Maximum
        && (text[0] != '0' || text.Length == 1)
            ? number
            : null;

    private static bool IsPath(string text) =>
        !HasControl(text)
        && (
            text == "~"
            || text.StartsWith("~/", StringComparison.Ordinal)
            || text.StartsWith("~\\", StringComparison.Ordinal)
            || Path.IsPathFullyQualified(text)
        );

    private static bool IsUrl(string text) =>
        !HasControl(text)
        && Uri.TryCreate(text, UriKind.Absolute, out Uri? url)
        && (url.Scheme is "http" or "https")
        && url.UserInfo.Length == 0
        && url.Query.Length == 0
        && url.Fragment.Length == 0;

    private static bool HasControl(string text)
    {
        foreach (char c in text)
        {
            if (char.IsControl(c))
                return true;
        }
        return false;
    }

    private bool Known(string item)
    {
        foreach (string choice in Choices)
        {
            if (choice == item)
                return true;
        }
        return false;
    }

    // The value may be a database URL under a wrong name, and may be long.
    private static string Quote(string text)
    {
        const int Longest = 80;
        string shown = Redaction.Redact(text).ReplaceLineEndings("\\n");
        return shown.Length <= Longest ? $"'{shown}'" : $"'{shown[..Longest]}…'";
    }
}
