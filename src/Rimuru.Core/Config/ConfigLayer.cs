using Rimuru.Core.Errors;

namespace Rimuru.Core.Config;

/// <summary>What one source sets. A source that sets a key twice has no order that anyone could rely on, so that is E4005.</summary>
internal sealed class ConfigLayer
{
    private readonly Dictionary<ConfigKey, ConfigValue> values = new(ReferenceEqualityComparer.Instance);

    public ConfigValue? this[ConfigKey key] => values.GetValueOrDefault(key);

    /// <summary>E4001, for a name that is no key of Rimuru.</summary>
    public static RimuruException Unknown(ConfigSchema schema, string name, string origin)
    {
        string hint = schema.Suggest(name) is { } near ? $" Did you mean {near}?" : "";
        string around = schema.SectionAround(name);
        string where = around.Length == 0 ? "Allowed at the top" : $"Allowed in {around}";
        return new RimuruException(
            ErrorCodes.ConfigKey, $"{origin}: {Redaction.Redact(name)} is not a key of Rimuru.{hint} {where}: {string.Join(", ", schema.ChildrenOf(around))}.", origin);
    }

    public void Set(ConfigKey key, object value, string origin)
    {
        if (values.TryGetValue(key, out ConfigValue? first))
        {
            throw new RimuruException(ErrorCodes.ConfigDuplicate, $"{origin}: {key.Name} is set a second time; the first is {first.Origin}.", origin);
        }
        values.Add(key, new(value, origin));
    }
}
