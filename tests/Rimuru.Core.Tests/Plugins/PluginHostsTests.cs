using Microsoft.Extensions.Time.Testing;
using Rimuru.Core.Plugins;
using Rimuru.Plugins.Wire;

namespace Rimuru.Core.Tests.Plugins;

/// <summary>How long the processes of plugins live.</summary>
public sealed class PluginHostsTests : IDisposable
{
    private const string Id = "weekday-view";

    private readonly FakeTimeProvider time = new();
    private readonly PluginHome home = new();
    private readonly PluginService service;
    private readonly PluginHosts hosts;

    public PluginHostsTests()
    {
        home.Install(PluginHome.Sample(Id));
        service = home.Service();
        hosts = new PluginHosts(service.Catalog.Use, () => PluginHome.Shell, time);
    }

    public void Dispose()
    {
        hosts.Dispose();
        service.Dispose();
        home.Dispose();
    }

    [Fact]
    public void A_process_that_is_not_used_is_ended_and_a_later_call_gets_a_new_one()
    {
        PluginHostProcess first = Host();
        first.Kinds().ShouldBe([PluginKind.View]);
        time.Advance(PluginHosts.MostIdle * 0.9);
        Host().ShouldBeSameAs(first, "it is used again in time");
        time.Advance(PluginHosts.MostIdle * 0.9);
        first.HasEnded.ShouldBeFalse();
        time.Advance(PluginHosts.MostIdle);
        first.HasEnded.ShouldBeTrue();
        time.Advance(PluginHosts.MostIdle * 10);
        Host().Kinds().ShouldBe([PluginKind.View]);
        time.Advance(PluginHosts.MostIdle * 2);
        Host().ShouldNotBeSameAs(first);
    }

    [Fact]
    public void A_call_may_take_longer_than_that()
    {
        PluginHostProcess host = Host();
        host.Call(
                PluginWire.Describe,
                null,
                null,
                _ =>
                {
                    time.Advance(PluginHosts.MostIdle * 10);
                    return host.HasEnded;
                }
            )
            .ShouldBeFalse();
        time.Advance(PluginHosts.MostIdle * 0.4);
        host.HasEnded.ShouldBeFalse("the time since the call counts");
    }

    [Fact]
    public void A_process_ends_with_the_command()
    {
        PluginHostProcess host = Host();
        hosts.Dispose();
        host.HasEnded.ShouldBeTrue();
        Should.Throw<ObjectDisposedException>(Host);
    }

    private PluginHostProcess Host() => hosts.Of(Id, PluginKind.View);
}
