using Rimuru.Core.Config;

namespace Rimuru.Core.Tests.Config;

/// <summary>A home of its own with variables of its own; removed at the end of the test.</summary>
public sealed class ConfigSandbox : IDisposable
{
    internal static readonly string[] Agents = ["ClaudeCode", "Codex"];

    private readonly Dictionary<string, string> variables = [];

    public ConfigSandbox()
    {
        Home = Directory.CreateTempSubdirectory("rimuru-config-").FullName;
        Folder = Directory.CreateDirectory(Path.Combine(Home, ".config", "rimuru")).FullName;
    }

    public string Home { get; }

    public string Folder { get; }

    public string Yaml => Path.Combine(Folder, "local.yaml");

    public string DotEnv => Path.Combine(Folder, ".env");

    internal HostEnvironment Host => HostEnvironment.Of(Home, variables, HostPlatform.Linux);

    public ConfigSandbox WithYaml(string text)
    {
        File.WriteAllText(Yaml, text);
        return this;
    }

    public ConfigSandbox WithDotEnv(string text)
    {
        File.WriteAllText(DotEnv, text);
        return this;
    }

    public ConfigSandbox With(string variable, string value)
    {
        variables[variable] = value;
        return this;
    }

    internal RimuruConfig Load(params ConfigOverride[] overrides) => RimuruConfig.Load(Host, Agents, overrides);

    /// <summary>Loads, and demands exactly this error, with <c>{yaml}</c> and <c>{env}</c> in place of the files' paths.</summary>
    internal void Fails(string message, params ConfigOverride[] overrides)
    {
        RimuruException error = Should.Throw<RimuruException>(() => Load(overrides));
        error
            .Message.Replace(Yaml, "{yaml}", StringComparison.Ordinal)
            .Replace(DotEnv, "{env}", StringComparison.Ordinal)
            .ShouldBe(message);
    }

    public void Dispose() => Directory.Delete(Home, recursive: true);
}
