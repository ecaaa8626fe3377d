using Rimuru.Core.Config;
using Rimuru.Core.Discovery;

namespace Rimuru.Core.Tests.Discovery;

/// <summary>A home with programs that are small shell scripts, on a path of its own.</summary>
internal sealed class ProgramHome : IDisposable
{
    private readonly TestHome home = new();

    public string Bin => home.In("tools");

    public string In(string relative) => home.In(relative);

    public ProgramHome Write(string relative, params string[] lines)
    {
        home.Write(relative, lines);
        return this;
    }

    /// <summary>A program that runs this script.</summary>
    public string Program(string relative, params string[] script)
    {
        home.Write(relative, ["#!/bin/sh", .. script]);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(home.In(relative), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return home.In(relative);
    }

    /// <summary>A program that answers anything with this.</summary>
    public string Answering(string name, string answer) => Program($"tools/{name}", $"printf '%b' '{answer}'");

    public HostEnvironment Host(params (string Name, string Value)[] variables) =>
        HostEnvironment.Of(
            home.Folder,
            new Dictionary<string, string>(variables.Select(v => KeyValuePair.Create(v.Name, v.Value)))
            {
                ["PATH"] = $"{Bin}:/usr/bin:/bin",
            },
            HostPlatform.Linux
        );

    public AgentDiscovery Discovery(string agent, TimeSpan? limit = null, params (string Name, string Value)[] variables)
    {
        HostEnvironment host = Host(variables);
        RimuruConfig config = RimuruConfig.Load(host, AgentCatalog.BuiltIn.Names);
        return new AgentDiscovery(
            AgentScanner.Scan(AgentCatalog.BuiltIn, host, config).Single(places => places.Adapter.Name == agent),
            host
        )
        {
            Limit = limit ?? AgentDiscovery.VersionLimit,
        };
    }

    public DiscoveredAgent? Discover(string agent) => Discovery(agent).DiscoverAsync().GetAwaiter().GetResult();

    public void Dispose() => home.Dispose();
}
