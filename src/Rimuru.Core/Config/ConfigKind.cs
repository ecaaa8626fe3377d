namespace Rimuru.Core.Config;

/// <summary>The type of a configuration value.</summary>
internal enum ConfigKind
{
    /// <summary>A <see cref="string"/> without line breaks.</summary>
    Text,

    /// <summary>A <see cref="string"/>: an absolute path, or one below <c>~</c>.</summary>
    Path,

    /// <summary>A <see cref="bool"/>.</summary>
    Switch,

    /// <summary>An <see cref="int"/> within the bounds of its key.</summary>
    Number,

    /// <summary>A <see cref="string"/>: one of the choices of its key.</summary>
    Choice,

    /// <summary>A <see cref="string"/>: an http or https URL without user, query or fragment.</summary>
    Url,

    /// <summary>A <see cref="string"/>: the id of a time zone that this system knows.</summary>
    Zone,

    /// <summary>A <see cref="string"/>: the code of a currency, of three letters.</summary>
    Currency,

    /// <summary>A <see cref="string"/>: the name of a credential after <c>secret:</c>, never a secret itself.</summary>
    Secret,

    /// <summary>A <see cref="string"/> array of distinct choices of its key; separated by commas in sources without lists.</summary>
    Choices,

    /// <summary>A <see cref="string"/> array of distinct paths; separated by commas in sources without lists.</summary>
    Paths,
}
