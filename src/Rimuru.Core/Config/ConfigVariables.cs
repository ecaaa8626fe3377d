using Rimuru.Core.Errors;
using Rimuru.Core.Wording;

namespace Rimuru.Core.Config;

/// <summary>The names of keys in the environment and in <c>.env</c>.</summary>
internal static class ConfigVariables
{
    public const string Prefix = "RIMURU__";

    /// <summary>The key of a variable. E4001: unknown variable.</summary>
    public static ConfigKey KeyOf(ConfigSchema schema, string variable, string origin)
    {
        foreach (ConfigKey key in schema.Keys)
        {
            if (
                variable.Equals(key.Variable, StringComparison.OrdinalIgnoreCase)
                || variable.Equals(key.PlainVariable, StringComparison.OrdinalIgnoreCase)
            )
                return key;
        }
        throw Unknown(schema, variable, origin);
    }

    /// <summary>The variables of a section; of all sections they would be too many to read.</summary>
    private static string Allowed(ConfigSchema schema, string section)
    {
        if (section.Length == 0)
            return $"{Terms.Configuration} lists all.";
        List<string> allowed = [];
        foreach (ConfigKey key in schema.Keys)
        {
            if (!key.Name.StartsWith(section + ".", StringComparison.Ordinal))
                continue;
            if (key.PlainVariable is not null)
                allowed.Add(key.PlainVariable);
            allowed.Add(key.Variable);
        }
        return $"Allowed: {string.Join(", ", allowed)}.";
    }

    private static RimuruException Unknown(ConfigSchema schema, string variable, string origin)
    {
        if (variable.Equals("RIMURU_HOME", StringComparison.OrdinalIgnoreCase))
        {
            return new(
                ErrorCodes.ConfigKey,
                $"{origin}: RIMURU_HOME decides where this file is, so it can be set only in the environment.",
                origin
            );
        }
        string name = variable.StartsWith("RIMURU", StringComparison.OrdinalIgnoreCase) ? variable[6..].TrimStart('_') : variable;
        name = name.ToLowerInvariant().Replace("__", ".", StringComparison.Ordinal);
        ConfigKey? near = schema.Suggest(name) is { } suggestion ? schema.Find(suggestion) : null;
        return new(
            ErrorCodes.ConfigKey,
            $"{origin}: {variable} is not a variable of Rimuru.{Spelling.Question(near?.Variable)} "
                + Allowed(schema, schema.SectionAround(name)),
            origin
        );
    }
}
