using Rimuru.Core.Errors;

namespace Rimuru.Core.Config;

/// <summary>
/// The settings of one source. Setting a key twice in one source is E4005, since neither value would be clearly the right one.
/// </summary>
/// <param name="problems">Collects the errors, so that all of them are found; null to throw the first.</param>
internal sealed class ConfigLayer(List<RimuruException>? problems = null)
{
    private readonly Dictionary<ConfigKey, ConfigValue> values = new(ReferenceEqualityComparer.Instance);

    public ConfigValue? this[ConfigKey key] => values.GetValueOrDefault(key);

    /// <summary>The error for an unknown key: E4001.</summary>
    public static RimuruException Unknown(ConfigSchema schema, string name, string origin)
    {
        string hint = Spelling.Question(schema.Suggest(name));
        string around = schema.SectionAround(name);
        string where = around.Length == 0 ? "Allowed at the top" : $"Allowed in {around}";
        return new RimuruException(
            ErrorCodes.ConfigKey,
            $"{origin}: {Redaction.Redact(name)} is not a key of Rimuru.{hint} {where}: {string.Join(", ", schema.ChildrenOf(around))}.",
            origin
        );
    }

    /// <summary>Reads one entry of the source, whose error does not hide those of the others if errors are collected.</summary>
    public void Read(Action entry)
    {
        try
        {
            entry();
        }
        catch (RimuruException e) when (problems is not null)
        {
            problems.Add(e);
        }
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
