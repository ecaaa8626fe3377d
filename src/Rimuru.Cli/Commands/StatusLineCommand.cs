using System.CommandLine;
using System.Text;
using Rimuru.Cli.Output;
using Rimuru.Core.Processes;
using Rimuru.Core.StatusLines;

namespace Rimuru.Cli.Commands;

/// <summary>
/// <c>rimuru statusline</c>: one line about the session and the day, for an agent, a prompt or a bar. It always ends with 0.
/// </summary>
internal static class StatusLineCommand
{
    private const int MostInput = 1 << 20;

    public static Command Create()
    {
        CommonOptions common = new();
        Option<string?> template = new("--template")
        {
            Description =
                "Parts between bars, with names in braces: "
                + string.Join(", ", StatusTemplate.Names)
                + $". A part without a value is left out. Default: {StatusTemplate.Usual}.",
            HelpName = "TEXT",
        };
        Option<string?> chain = new("--chain")
        {
            Description = "Another status line, a command for the shell: it gets the same input, and its lines come first.",
            HelpName = "COMMAND",
        };
        Option<int> limit = LimitedEngine.Option();
        Command command = new("statusline", "One line about session, day, limits and budget. Reads the JSON of an agent's status line.")
        {
            template,
            chain,
            limit,
        };
        common.AddLedger(command);
        command.SetAction(parsed =>
        {
            StatusTemplate wanted = new(parsed.GetValue(template) ?? StatusTemplate.Usual);
            byte[] bytes = [];
            StatusInput input = StatusInput.Read(bytes);

            // The input is read within the limit, too: whoever starts it may never close the input.
            IReadOnlyDictionary<string, string>? values = new LimitedEngine(common, parsed, parsed.GetValue(limit)).Run(
                () =>
                {
                    bytes = ReadInput();
                    input = StatusInput.Read(bytes);
                },
                (engine, _, stop) =>
                {
                    if (input.FiveHours is not null || input.SevenDays is not null)
                        engine.Limits.Observe(bytes, stop);
                    return engine.StatusLine.ValuesOf(input, wanted, stop);
                }
            );
            if (parsed.GetValue(chain) is { } other)
                Console.Out.Write(Own(other, bytes));
            string line = wanted.Fill(name => values?.GetValueOrDefault(name) ?? StatusLineService.ValueOf(input, name));
            if (line.Length > 0)
                Terminal.Line(line);
            return 0;
        });
        return command;
    }

    private static byte[] ReadInput()
    {
        if (!Console.IsInputRedirected)
            return [];
        using Stream input = Console.OpenStandardInput();
        using MemoryStream bytes = new();
        byte[] part = new byte[16 * 1024];
        int read;
        while (bytes.Length < MostInput && (read = input.Read(part)) > 0)
            bytes.Write(part, 0, read);
        return bytes.ToArray();
    }

    /// <summary>The lines of the user's own status line; none if it fails.</summary>
    private static string Own(string command, byte[] input)
    {
        string[] shell = OperatingSystem.IsWindows() ? ["cmd.exe", "/c", command] : ["/bin/sh", "-c", command];
        try
        {
            ChildResult result = ChildProcess.Run(
                new ChildProgram(shell[0], shell[1..]) { Input = Encoding.UTF8.GetString(input), Limit = TimeSpan.FromSeconds(2) },
                CancellationToken.None
            );
            string text = result.Exit == 0 ? result.Output : "";
            return text.Length == 0 || text.EndsWith('\n') ? text : text + "\n";
        }
        catch (Exception e) when (e is IOException or TimeoutException)
        {
            return "";
        }
    }
}
