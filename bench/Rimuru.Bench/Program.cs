using System.CommandLine;
using Rimuru.Bench;
using Rimuru.Bench.Agents;
using Rimuru.Bench.Attack;
using Rimuru.Bench.Dashboards;
using Rimuru.Bench.Forecasts;
using Rimuru.Bench.Micro;
using Rimuru.Bench.Plugins;
using Rimuru.Bench.Repeat;
using Rimuru.Bench.Runaways;
using Rimuru.Bench.Scale;
using Rimuru.Bench.Sides;

Option<string?> corpus = new("--corpus")
{
    Description = "A home folder with agents' logs; one is made where none is named.",
    HelpName = "FOLDER",
};
Option<int> megabytes = new("--mb") { Description = "How large a corpus is made.", DefaultValueFactory = _ => 1024 };
Option<string> rimuru = new("--rimuru")
{
    Description = "The rimuru command.",
    HelpName = "COMMAND",
    Required = true,
};
Option<string?> ccusage = new("--ccusage") { Description = "ccusage's executable, to be measured beside it.", HelpName = "FILE" };
Option<string?> tokscale = new("--tokscale") { Description = "tokscale's executable, to be measured beside it.", HelpName = "FILE" };
Option<int> rounds = new("--rounds") { Description = "Runs of each; the median counts.", DefaultValueFactory = _ => 5 };

Command micro = new("micro", "The parts: lines, readers, prices, insert, report.");
micro.SetAction(_ => MicroBenchmarks.Run());

Command sides = new("sides", "Whole runs beside the fastest peers on one corpus, cold and warm.")
{
    corpus,
    megabytes,
    rimuru,
    ccusage,
    tokscale,
    rounds,
};
sides.SetAction(parsed =>
    SideBySide.Run(
        BenchHome.At(parsed.GetValue(corpus), parsed.GetValue(megabytes)),
        parsed.GetValue(rimuru)!,
        parsed.GetValue(ccusage),
        parsed.GetValue(tokscale),
        parsed.GetValue(rounds)
    )
);

Command files = new("files", "A refresh of 20,000 files that did not change, and of a file of 50 MB that grew by a line.")
{
    rimuru,
    rounds,
};
files.SetAction(parsed => Refreshes.Run(parsed.GetValue(rimuru)!, parsed.GetValue(rounds)));

Command memory = new("memory", "The peak of memory of a first read, of logs of one size and of ten times as many.")
{
    megabytes,
    rimuru,
    rounds,
};
memory.SetAction(parsed => MemoryFigures.Run(parsed.GetValue(rimuru)!, parsed.GetValue(megabytes), parsed.GetValue(rounds)));

Command shell = new("shell", "Import, first and further calls in PowerShell.") { corpus, megabytes, ccusage, rounds };
shell.SetAction(parsed =>
    ShellFigures.Run(BenchHome.At(parsed.GetValue(corpus), parsed.GetValue(megabytes)), parsed.GetValue(ccusage), parsed.GetValue(rounds))
);

Option<string?> server = new("--server")
{
    Description = "A PostgreSQL database to be measured beside the file; schemas named rimuru_bench_… are made in it.",
    HelpName = "URL",
};
Option<long[]> sizes = new("--rows")
{
    Description = "How many usage records.",
    DefaultValueFactory = _ => [1_000_000, 10_000_000],
    AllowMultipleArgumentsPerToken = true,
};
Command scale = new("scale", "Large ledgers: rows in, and how long questions take.") { server, sizes, rounds };
scale.SetAction(parsed => ScaleRun.Run(parsed.GetValue(server), parsed.GetValue(sizes)!, parsed.GetValue(rounds)));

Command deliver = new("deliver", "How long 20,000 events take to their hook, and the past of a million records.") { server };
deliver.SetAction(parsed => DeliveryFigures.Run(parsed.GetValue(server)));

Command guard = new("guard", "How long an agent waits for the guard and the status line, on a ledger of a million records.")
{
    rimuru,
    server,
    rounds,
};
guard.SetAction(parsed => GuardFigures.Run(parsed.GetValue(rimuru)!, parsed.GetValue(server), parsed.GetValue(rounds)));

Command mcp = new("mcp", "How long an agent waits for an answer of the MCP server, on a ledger of a million records.") { rimuru, rounds };
mcp.SetAction(parsed => McpFigures.Run(parsed.GetValue(rimuru)!, parsed.GetValue(rounds)));

Option<int> people = new("--people") { Description = "How many years are invented.", DefaultValueFactory = _ => 20 };
Command forecasts = new("forecasts", "How far forecasts are off on invented years, and how often the real amount is in their range.")
{
    people,
};
forecasts.SetAction(parsed => ForecastFigures.Run(parsed.GetValue(people)));

Option<double> minutes = new("--minutes") { Description = "How long it runs.", DefaultValueFactory = _ => 60 };
Command dashboard = new("dashboard", "The web dashboard for an hour, over logs that grow: its memory, its figures, its times.")
{
    rimuru,
    minutes,
};
dashboard.SetAction(parsed => DashboardHours.Run(parsed.GetValue(rimuru)!, parsed.GetValue(minutes)));

Option<long> records = new("--records") { Description = "How many usage records.", DefaultValueFactory = _ => 10_000_000 };
Command pages = new("pages", "The pages of the web dashboard on a large ledger.") { rimuru, records, rounds };
pages.SetAction(parsed => PageFigures.Run(parsed.GetValue(rimuru)!, parsed.GetValue(records), parsed.GetValue(rounds)));

Option<long[]> ledgers = new("--rows")
{
    Description = "How many usage records.",
    DefaultValueFactory = _ => [100_000, 1_000_000],
    AllowMultipleArgumentsPerToken = true,
};
Command exports = new("exports", "Exports of large ledgers in every format: time, and the peak of memory.") { rimuru, ledgers, rounds };
exports.SetAction(parsed => ExportRuns.Run(parsed.GetValue(rimuru)!, parsed.GetValue(ledgers)!, parsed.GetValue(rounds)));

Option<string> programs = new("--programs")
{
    Description = "The folder with the agents' commands, such as node_modules/.bin.",
    HelpName = "FOLDER",
    Required = true,
};
Option<string[]> only = new("--only") { Description = "Only these agents, by Rimuru's names.", AllowMultipleArgumentsPerToken = true };
Command agents = new("agents", "The guard in the real agents of npm, whose model is a server on the loopback.") { rimuru, programs, only };
agents.SetAction(parsed =>
    AgentRuns.Run(Path.GetFullPath(parsed.GetValue(rimuru)!), Path.GetFullPath(parsed.GetValue(programs)!), parsed.GetValue(only) ?? [])
);

Command answers = new("answers", "Whether the real agents of npm can ask rimuru mcp; their model is a server on the loopback.")
{
    rimuru,
    programs,
    only,
};
answers.SetAction(parsed =>
    AgentRuns.Ask(Path.GetFullPath(parsed.GetValue(rimuru)!), Path.GetFullPath(parsed.GetValue(programs)!), parsed.GetValue(only) ?? [])
);

Option<int> seconds = new("--seconds") { Description = "How long each attack goes on.", DefaultValueFactory = _ => 60 };
Option<int> seed = new("--seed") { Description = "Where the attacks begin.", DefaultValueFactory = _ => Environment.TickCount };
Option<string?> attacked = new("--rimuru") { Description = "The rimuru command, for the attacks by signals.", HelpName = "COMMAND" };
Command attack = new("attack", "Hostile logs, backups and servers, for as long as you like; see docs/security.md.")
{
    seconds,
    seed,
    attacked,
};
attack.SetAction(parsed => AttackRun.Run(TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(seed), parsed.GetValue(attacked)));

Option<string[]> onlyAttacks = new("--only") { Description = "Only these attacks.", AllowMultipleArgumentsPerToken = true };
Command attackPlugins = new("attack-plugins", "Every attack on the sandbox of plugins, as root and not; see docs/sandbox.md.")
{
    onlyAttacks,
};
attackPlugins.SetAction(parsed => PluginAttacks.Run(parsed.GetValue(onlyAttacks) ?? []));

Option<bool> onlyReading = new("--only-reading") { Description = "Only the comparison with a built-in reader." };
Command plugins = new(
    "plugins",
    "How long the process of a plugin takes to start, how much goes through its pipes, and what it costs beside a built-in reader."
)
{
    megabytes,
    rounds,
    onlyReading,
};
plugins.SetAction(parsed =>
{
    if (!parsed.GetValue(onlyReading))
        PluginFigures.Run(parsed.GetValue(rounds));
    PluginReading.Run(parsed.GetValue(megabytes), parsed.GetValue(rounds));
});

Option<int> times = new("--times") { Description = "How often each home is read.", DefaultValueFactory = _ => 40 };
Option<int> seeds = new("--seeds") { Description = "How many homes of each agent are made.", DefaultValueFactory = _ => 6 };
Command repeat = new(
    "repeat",
    "Reads homes again and again with files shuffled, delays and one to four readers, and compares all rows of the ledgers."
)
{
    times,
    seeds,
};
repeat.SetAction(parsed => RepeatRun.Run(parsed.GetValue(times), parsed.GetValue(seeds)));

Command runaways = new("runaways", "How often the rule for runaway sessions speaks where none runs away, and where one does.")
{
    seeds,
    corpus,
};
runaways.SetAction(parsed => RunawayRun.Run(parsed.GetValue(seeds), parsed.GetValue(corpus)));

Argument<string[]> child = new("command");
Command measure = new("measure", "Runs one command and prints its wall time, processor time and peak of memory.") { child };
measure.Hidden = true;
measure.SetAction(parsed => MeasuredProcess.RunAsChild(parsed.GetValue(child)!));

return new RootCommand("Measures Rimuru and writes what it measured into bench/RESULTS.md.")
{
    micro,
    sides,
    files,
    memory,
    shell,
    scale,
    deliver,
    guard,
    mcp,
    forecasts,
    dashboard,
    pages,
    exports,
    agents,
    answers,
    repeat,
    runaways,
    attack,
    attackPlugins,
    plugins,
    measure,
}
    .Parse(args)
    .Invoke();
