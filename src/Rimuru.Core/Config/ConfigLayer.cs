using Rimuru.Core.Errors;

namespace Rimuru.Core.Config;

/// <summary>
/// The settings of one source. Setting a key twice in one source is E4005, since neither value would be clearly the right one.
/// </summary>
internal sealed class ConfigLayer
{
    private readonly Dictionary<ConfigKey, ConfigValue> values = new(ReferenceEqualityComparer.Instance);

    public ConfigValue? this[ConfigKey key] => values.GetValueOrDefault(key);

    /// <summary>The error for an unknown key: E4001.</summary>
    public static RimuruException Unknown(ConfigSchema schema, string name, string origin)
    {
        string hint = schema.Suggest(name) is { } near ? $" Did you mean {near}?" : "";
        string around = schema.SectionAround(name);
        string where = around.Length == 0 ? "Allowed at the top" : $"Allowed in {around}";
        return new RimuruException(
            ErrorCodes.ConfigKey,
            $"{origin}: {Redaction.Redact(name)} is not a key of Rimuru.{hint} {where}: {string.Join(", ", schema.ChildrenOf(around))}.",
            origin
        );
    }

    public void Set(ConfigKey key, object value, string origin)
    {
        if (values.TryGetValue(key, out ConfigValue? first))
        {
            throw new RimuruException(
                ErrorCodes.ConfigDuplicate,
                $"{origin}: {key.Name} is set a second time; the first is {first.Origin}.",
                origin
            );
        }
        values.Add(key, new(value, origin));
    }
}
