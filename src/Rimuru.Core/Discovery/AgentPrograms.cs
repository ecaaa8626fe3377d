using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Files;

namespace Rimuru.Core.Discovery;

/// <summary>
/// Tells which agent a running program is, without starting anything: by its package, by its own folder, or, if the agent has data here, by
/// its name.
/// </summary>
internal sealed class AgentPrograms(IReadOnlyList<AgentPlaces> agents, HostEnvironment environment)
{
    /// <summary>A program such as node is followed by switches and its script.</summary>
    private const int MostArguments = 8;

    /// <summary>What runs programs that are scripts.</summary>
    private static readonly string[] Interpreters = ["node", "nodejs", "bun", "deno", "python", "ruby", "sh", "bash"];

    private readonly AgentPlaces[] known = [.. agents.Where(agent => agent.Enabled && agent.Adapter.Program.Names.Length > 0)];

    /// <summary>The agent's name; null if the program is none.</summary>
    /// <param name="program">The file that runs; null if the system does not tell.</param>
    /// <param name="arguments">What it was started with, its own name first.</param>
    public string? AgentOf(string? program, IReadOnlyList<string> arguments)
    {
        string[] files = [.. Files(program, arguments).Distinct(StringComparer.Ordinal)];
        return (
            known.FirstOrDefault(agent => files.Any(file => IsOwn(agent.Adapter.Program, file)))
            ?? known.FirstOrDefault(agent => agent.Roots.Count > 0 && files.Any(file => IsNamed(agent.Adapter.Program, file)))
        )
            ?.Adapter
            .Name;
    }

    private IEnumerable<string> Files(string? program, IReadOnlyList<string> arguments)
    {
        if (program is not null)
            yield return program;
        if (arguments.Count == 0)
            yield break;
        yield return arguments[0];
        if (!Interpreters.Any(name => NameOf(program ?? arguments[0]).StartsWith(name, environment.PathComparison)))
            yield break;
        string? script = arguments.Take(MostArguments).Skip(1).FirstOrDefault(argument => argument.Length > 0 && argument[0] != '-');
        if (script is null || !Path.IsPathFullyQualified(script))
            yield break;
        yield return script;
        yield return FinalPath.Of(script);
    }

    private bool IsOwn(AgentProgram program, string file)
    {
        string plain = file.Replace('\\', '/');
        return program.Packages.Any(name => plain.Contains($"/node_modules/{name}/", environment.PathComparison))
            || program.OwnFolders.Any(folder => FinalPath.IsBelow(file, environment.InHome(folder.Split('/'))));
    }

    // A name that is also that of other programs, which their versions do not tell apart, proves nothing.
    private bool IsNamed(AgentProgram program, string file) =>
        (program.AnswersBare || program.Answer is not null)
        && program.Names.Any(name => name.Equals(NameOf(file), environment.PathComparison));

    private static string NameOf(string file)
    {
        string name = file[(file.LastIndexOfAny(['/', '\\']) + 1)..];
        return name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".js", StringComparison.OrdinalIgnoreCase)
            ? Path.GetFileNameWithoutExtension(name)
            : name;
    }
}
