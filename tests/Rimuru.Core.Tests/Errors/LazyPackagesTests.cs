using System.Reflection;
using System.Runtime.Loader;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Adapters.Codex;
using Rimuru.Core.Config;
using Rimuru.Core.Errors;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Tests.Errors;

/// <summary>
/// What is not needed is not loaded: each test runs the engine in a load context of its own and sees which packages it asks for.
/// </summary>
public sealed class LazyPackagesTests : IDisposable
{
    private readonly string home = Directory.CreateTempSubdirectory("rimuru-lazy-").FullName;
    private readonly RecordingContext context = new();

    public void Dispose()
    {
        context.Unload();
        Directory.Delete(home, recursive: true);
    }

    [Fact]
    public void Without_a_file_there_is_neither_yaml_nor_toml()
    {
        Load();
        context.Packages.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("local.yaml", "sync:\n", "YamlDotNet")]
    [InlineData("local.toml", "[sync]\n", "Tomlyn")]
    public void With_a_file_there_is(string name, string text, string package)
    {
        Directory.CreateDirectory(Path.Combine(home, ".config", "rimuru"));
        File.WriteAllText(Path.Combine(home, ".config", "rimuru", name), text);
        Load();
        context.Packages.ShouldBe([package]);
    }

    [Fact]
    public void Local_work_that_succeeds_needs_no_polly()
    {
        object resilience = NewResilience();
        Call(resilience, nameof(Resilience.Agent), (Func<int>)(() => 1)).ShouldBe(1);
        Call(resilience, nameof(Resilience.Database), (Func<CancellationToken, int>)(_ => 2)).ShouldBe(2);
        context.Packages.ShouldBeEmpty();
    }

    [Fact]
    public void Local_work_that_fails_for_a_moment_does()
    {
        bool failed = false;
        Call(
                NewResilience(),
                nameof(Resilience.Database),
                (Func<CancellationToken, int>)(
                    _ =>
                    {
                        if (failed)
                            return 1;
                        failed = true;
                        throw new TimeoutException();
                    }
                )
            )
            .ShouldBe(1);
        context.Packages.ShouldContain("Polly.Core");
    }

    [Fact]
    public void A_log_needs_a_decompressor_only_where_it_is_compressed()
    {
        string plain = Path.Combine(home, "plain.jsonl");
        object adapter = Activator.CreateInstance(Engine(typeof(CodexAdapter)))!;
        adapter.GetType().GetMethod(nameof(CodexAdapter.Files))!.Invoke(adapter, [new[] { home }]).ShouldNotBeNull();
        Activator.CreateInstance(Engine(typeof(CompressedLogReader)), [null, null]).ShouldNotBeNull();
        context.Packages.ShouldBeEmpty();
        File.WriteAllBytes(plain + ".zst", []);
        ((IDisposable)Engine(typeof(ZstdFile)).GetMethod(nameof(ZstdFile.Open))!.Invoke(null, [plain + ".zst", null])!).Dispose();
        context.Packages.ShouldBe(["ZstdSharp"]);
    }

    private static object? Call(object resilience, string method, Delegate work) =>
        resilience.GetType().GetMethod(method)!.MakeGenericMethod(typeof(int)).Invoke(resilience, [work, CancellationToken.None]);

    private object NewResilience() =>
        Activator.CreateInstance(
            Engine(typeof(Resilience)),
            new PassingTime(),
            (Func<Exception, bool>)(e => e is TimeoutException),
            Resilience.DatabaseRetries
        )!;

    private void Load()
    {
        Type environment = Engine(typeof(HostEnvironment));
        Type platform = Engine(typeof(HostPlatform));
        object host = environment
            .GetMethod(nameof(HostEnvironment.Of), [typeof(string), typeof(IReadOnlyDictionary<string, string>), platform])!
            .Invoke(null, [home, new Dictionary<string, string>(), Enum.Parse(platform, nameof(HostPlatform.Linux))])!;
        Type config = Engine(typeof(RimuruConfig));
        object loaded = config.GetMethod(nameof(RimuruConfig.Load))!.Invoke(null, [host, new[] { "ClaudeCode", "Codex" }, null])!;
        config.GetProperty(nameof(RimuruConfig.Settings))!.GetValue(loaded).ShouldNotBeNull();
    }

    private Type Engine(Type type) => context.Engine.GetType(type.FullName!, throwOnError: true)!;

    private sealed class RecordingContext : AssemblyLoadContext
    {
        public RecordingContext()
            : base("engine", isCollectible: true) => Engine = LoadFromAssemblyPath(typeof(RimuruConfig).Assembly.Location);

        public Assembly Engine { get; }

        public List<string> Packages { get; } = [];

        protected override Assembly? Load(AssemblyName assemblyName)
        {
            string path = Path.Combine(AppContext.BaseDirectory, assemblyName.Name + ".dll");
            if (!File.Exists(path))
                return null;
            if (!assemblyName.Name!.StartsWith("Rimuru", StringComparison.Ordinal))
                Packages.Add(assemblyName.Name);
            return LoadFromAssemblyPath(path);
        }
    }
}
