using Rimuru.Core.Config;
using Rimuru.Core.Plugins;

namespace Rimuru.Core.Tests.Plugins;

/// <summary>A home with a registry of plugins of its own.</summary>
internal sealed class PluginHome : IDisposable
{
    public PluginHome() => Directory.CreateDirectory(Home.In("home"));

    public TestHome Home { get; } = new();

    public HostEnvironment Environment => HostEnvironment.Of(Home.In("home"), new Dictionary<string, string>(), HostPlatform.Linux);

    /// <summary>The PowerShell that the build restores, as the words of a command.</summary>
    public static IReadOnlyList<string> Shell => RestoredPowerShell.Words;

    public static string Sample(string name)
    {
        string folder = Documents.PathOf($"samples/plugins/{name}");
        string built = Path.Combine(folder, "plugin");
        return Directory.Exists(built) ? built : folder;
    }

    public PluginService Service() => new(Environment, Core.Tracking.AgentService.Names) { Shell = Shell };

    public RimuruEngine Open()
    {
        RimuruEngine engine = RimuruEngine.Open(new EngineOptions { Database = Home.Database, Environment = Environment });
        engine.Plugins.Shell = Shell;
        return engine;
    }

    /// <summary>Installs a sample or a folder.</summary>
    public Plugin Install(string source, bool allowUnconfined = false)
    {
        using PluginService service = Service();
        using PluginOffer offer = service.Catalog.Offer(source);
        return service.Catalog.Install(offer, allowUnconfined);
    }

    /// <summary>Writes a plugin that is a script.</summary>
    public string Script(string id, string manifest, string script)
    {
        Home.Write($"made/{id}/plugin.yaml", $"id: {id}\nversion: 1.0.0\nentry: run.ps1\n{manifest}");
        Home.Write($"made/{id}/run.ps1", script);
        return Home.In($"made/{id}");
    }

    public void Dispose() => Home.Dispose();
}
