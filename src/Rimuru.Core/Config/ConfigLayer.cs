using Rimuru.Core.Errors;

namespace Rimuru.Core.Config;

/// <summary>What one source sets. A source that sets a key twice has no order that anyone could rely on, so that is E4005.</summary>
internal sealed class ConfigLayer
{
    private readonly Dictionary<ConfigKey, ConfigValue> values = new(ReferenceEqualityComparer.Instance);

    public ConfigValue? this[ConfigKey key] => values.GetValueOrDefault(key);

    public void Set(ConfigKey key, object value, string origin)
    {
        if (values.TryGetValue(key, out ConfigValue? first))
        {
            throw new RimuruException(ErrorCodes.ConfigDuplicate, $"{origin}: {key.Name} is set a second time; the first is {first.Origin}.", origin);
        }
        values.Add(key, new(value, origin));
    }
}
