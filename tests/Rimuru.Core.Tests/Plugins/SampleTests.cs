using Rimuru.Core.Plugins;

namespace Rimuru.Core.Tests.Plugins;

/// <summary>The sample plugins, each behind its walls.</summary>
public sealed class SampleTests : IDisposable
{
    private readonly PluginHome home = new();

    public static TheoryData<string> Samples =>
        [.. Directory.EnumerateDirectories(Documents.PathOf("samples/plugins")).Select(path => Path.GetFileName(path)!)];

    public void Dispose() => home.Dispose();

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_sample_does_what_its_kind_must_do(string name)
    {
        IReadOnlyList<PluginCheck> checks = PluginTester.Run(PluginHome.Sample(name), false, PluginHome.Shell, CancellationToken.None);
        checks.Where(check => !check.Passed).Select(check => check.ToString()).ShouldBeEmpty();
        checks.Count.ShouldBeGreaterThan(3);
    }
}
