using System.Diagnostics;
using System.Text;
using Rimuru.Bench.Sides;

namespace Rimuru.Bench.Agents;

/// <summary>
/// Whether the guard stops the real agents: each is given a prompt without a guard, with one and a budget that is not spent, and with one
/// that is, and the requests that reach its model are counted.
/// </summary>
internal static class AgentRuns
{
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
                    rows.Add([agent.Name, "not found", "", "", ""]);
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
                rows.Add([agent.Name, $"{without}", $"{within}", $"{spent}", $"{removed}"]);
                isRight &= without > 0 && within == without && spent == 0 && removed == without;
            }

            Results.Write(
                "The guard in real agents",
                "dotnet run -c Release --project bench/Rimuru.Bench -- agents --rimuru RIMURU --programs node_modules/.bin",
                "Requests that reached the model, for one prompt, in the agents' own processes; their model is a server on the loopback. "
                    + "Codex runs with its question for trust in hooks passed over.\n\n"
                    + Results.Table(["agent", "no guard", "budget not spent", "budget spent", "guard taken out"], rows)
            );
            return isRight ? 0 : 1;
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static void Start(string[] command, string folder, Dictionary<string, string> variables)
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
    }

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
