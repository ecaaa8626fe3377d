using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Rimuru.Bench.Sides;

namespace Rimuru.Bench.Agents;

/// <summary>
/// Whether the guard stops the real agents: each is given a prompt without a guard, with one and a budget that is not spent, and with one
/// that is, and the requests that reach its model are counted.
/// </summary>
internal static class AgentRuns
{
    /// <summary>What is left for the turn in which the model asks for a tool: more than a small answer, less than that one.</summary>
    private const int Left = 500;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    public static int Run(string rimuru, string programs, IReadOnlyList<string> only)
    {
        string root = Directory.CreateTempSubdirectory("rimuru-bench-").FullName;
        using FakeModel model = new();
        try
        {
            List<string[]> rows = [];
            bool isRight = true;
            foreach (RealAgent agent in RealAgent.All(model.Url).Where(agent => only.Count == 0 || only.Contains(agent.Name)))
            {
                string program = Path.Combine(programs, agent.Program);
                if (!File.Exists(program))
                {
                    rows.Add([agent.Name, "not found", "", "", "", "", ""]);
                    continue;
                }

                string home = Path.Combine(root, agent.Name),
                    work = Directory.CreateDirectory(Path.Combine(home, "work")).FullName;
                Dictionary<string, string> variables = new(agent.Variables)
                {
                    ["HOME"] = home,
                    ["XDG_CONFIG_HOME"] = "",
                    ["XDG_DATA_HOME"] = "",
                };
                foreach ((string file, string text) in agent.Files)
                    Write(Path.Combine(home, file), text);
                int Ask()
                {
                    model.Take();
                    Start([program, .. agent.Arguments], work, variables);
                    return model.Take();
                }

                void Do(params string[] words) => Start([rimuru, .. words], work, variables);
                int without = Ask();
                Write(Path.Combine(home, ".claude", "projects", "p", "spent.jsonl"), Refreshes.Line(1, ""));
                Do("sync");
                Do("budget", "set", "all", "--unit", "tokens", "--amount", "1000000000", "--window", "total", "--soft", "0");
                Do("integrate", "install", agent.Name, "--program", rimuru);
                int within = Ask();
                Do("budget", "set", "all", "--amount", "1");
                int spent = Ask();
                Do("integrate", "remove", agent.Name);
                int removed = Ask();

                // The model asks for a tool, and what that answer costs is more than is left.
                model.AsksForTool = true;
                int tool = Ask();
                Do("integrate", "install", agent.Name, "--program", rimuru);
                Do("sync");
                Do("budget", "set", "all", "--amount", $"{Spent(rimuru, work, variables) + Left}");
                int middle = Ask();
                Do("integrate", "remove", agent.Name);
                model.AsksForTool = false;
                rows.Add([agent.Name, $"{without}", $"{within}", $"{spent}", $"{removed}", $"{tool}", $"{middle}"]);
                isRight &= without > 0 && within == without && spent == 0 && removed == without && tool > 1 && middle >= 1;
                isRight &= !agent.StopsInTheMiddle || middle < tool;
            }

            Results.Write(
                "The guard in real agents",
                "dotnet run -c Release --project bench/Rimuru.Bench -- agents --rimuru RIMURU --programs node_modules/.bin",
                "Requests that reached the model, for one prompt, in the agents' own processes; their model is a server on the loopback. "
                    + "Codex runs with its question for trust in hooks passed over. In the last two columns the first answer asks for a tool; at "
                    + "that tool the turn ends, or, in Codex and Copilot, the tool is refused and the model is asked again.\n\n"
                    + Results.Table(
                        [
                            "agent",
                            "no guard",
                            "budget not spent",
                            "budget spent",
                            "guard taken out",
                            "with a tool, no guard",
                            "with a tool, spent by the first answer",
                        ],
                        rows
                    )
            );
            return isRight ? 0 : 1;
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    /// <summary>
    /// Whether the real agents can ask Rimuru: the model asks for the cost, and what Rimuru answered must come back to it.
    /// </summary>
    public static int Ask(string rimuru, string programs, IReadOnlyList<string> only)
    {
        string root = Directory.CreateTempSubdirectory("rimuru-bench-").FullName;
        using FakeModel model = new() { AsksForCost = true };
        try
        {
            List<string[]> rows = [];
            foreach (RealAgent agent in RealAgent.All(model.Url).Where(agent => only.Count == 0 || only.Contains(agent.Name)))
            {
                string program = Path.Combine(programs, agent.Program);
                if (!File.Exists(program))
                {
                    rows.Add([agent.Name, "not found", ""]);
                    continue;
                }

                (string work, Dictionary<string, string> variables) = Home(root, agent);
                Start([rimuru, "sync"], work, variables);
                Start([rimuru, "integrate", "install", agent.Name, "--feature", "mcp", "--program", rimuru], work, variables);
                model.Take();
                Start([program, .. agent.Arguments, .. agent.Trusting], work, variables);
                bool hasCost = model.HasCost;
                rows.Add([agent.Name, $"{model.Take()}", hasCost ? "yes" : "no"]);
            }

            Results.Write(
                "Answers in real agents",
                "dotnet run -c Release --project bench/Rimuru.Bench -- answers --rimuru RIMURU --programs node_modules/.bin",
                "Each agent has `rimuru mcp` by `rimuru integrate install`. Its model, a server on the loopback, asks for the tool `cost`, and is "
                    + "asked again with the answer.\n\n"
                    + Results.Table(["agent", "requests", "the answer of Rimuru reached the model"], rows)
            );
            return rows.TrueForAll(row => row[^1] == "yes") ? 0 : 1;
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    /// <summary>A home with an agent's settings and one request of Claude Code.</summary>
    private static (string Work, Dictionary<string, string> Variables) Home(string root, RealAgent agent)
    {
        string home = Path.Combine(root, agent.Name);
        foreach ((string file, string text) in agent.Files)
            Write(Path.Combine(home, file), text);
        Write(Path.Combine(home, ".claude", "projects", "p", "spent.jsonl"), Refreshes.Line(1, ""));
        Dictionary<string, string> variables = new(agent.Variables)
        {
            ["HOME"] = home,
            ["XDG_CONFIG_HOME"] = "",
            ["XDG_DATA_HOME"] = "",
        };
        return (Directory.CreateDirectory(Path.Combine(home, "work")).FullName, variables);
    }

    /// <summary>The tokens of the ledger.</summary>
    private static long Spent(string rimuru, string folder, Dictionary<string, string> variables) =>
        JsonNode.Parse(Start([rimuru, "cost", "--json", "--no-sync"], folder, variables))!.AsArray().Sum(row => (long)row!["totalTokens"]!);

    private static string Start(string[] command, string folder, Dictionary<string, string> variables)
    {
        ProcessStartInfo start = new(command[0], command[1..])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in variables)
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        StringBuilder said = new();
        process.OutputDataReceived += (_, line) => said.AppendLine(line.Data);
        process.ErrorDataReceived += (_, line) => said.AppendLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            said.AppendLine("It did not end in time.");
        }

        Console.Error.WriteLine($"{Path.GetFileName(command[0])} {string.Join(' ', command[1..])}\n{said.ToString().Trim()}\n");
        return said.ToString();
    }

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
