using System.CommandLine;
using Rimuru.Cli.Commands;

namespace Rimuru.Cli;

/// <summary>The verbs of the command, in the order in which the help lists them.</summary>
internal static class Verbs
{
    /// <summary>The verb of a call without arguments.</summary>
    public const string Default = "cost";

    private static readonly (string Name, Func<Command> Create)[] All =
    [
        (Default, CostCommand.Create),
        ("chart", ChartCommand.Create),
        ("sessions", SessionsCommand.Create),
        ("usage", UsageCommand.Create),
        ("blocks", BlocksCommand.Create),
        ("forecast", ForecastCommand.Create),
        ("limits", LimitsCommand.Create),
        ("metrics", MetricsCommand.Create),
        ("duplicates", DuplicatesCommand.Create),
        ("runaways", RunawaysCommand.Create),
        ("agents", AgentsCommand.Create),
        ("watch", WatchCommand.Create),
        ("sync", SyncCommand.Create),
        ("import", ImportCommand.Create),
        ("price", PriceCommand.Create),
        ("export", ExportCommand.Create),
        ("budget", BudgetCommand.Create),
        ("hooks", HookCommand.Create),
        ("plugins", PluginCommand.Create),
        ("guard", GuardCommand.Create),
        ("statusline", StatusLineCommand.Create),
        ("integrate", IntegrateCommand.Create),
        ("mcp", McpCommand.Create),
        ("dashboard", DashboardCommand.Create),
        ("top", TopCommand.Create),
        ("skills", SkillsCommand.Create),
        ("models", ModelsCommand.Create),
        ("store", StoreCommand.Create),
        ("config", ConfigCommand.Create),
        ("credential", CredentialCommand.Create),
        ("rate", RateCommand.Create),
        ("log", LogCommand.Create),
        ("completion", CompletionCommand.Create),
        ("help", HelpCommand.Create),
        (SuggestCommand.Name, SuggestCommand.Create),
    ];

    /// <summary>The command with the verb that the words begin with; with all of them if they begin with none.</summary>
    public static RootCommand Root(IReadOnlyList<string> words)
    {
        RootCommand root = new("Exact sessions, tokens and money of the AI coding agents on this machine.");

        // Creating all verbs takes longer than most commands.
        bool isKnown = words.Count > 0 && Array.Exists(All, verb => verb.Name == words[0]);
        foreach ((string name, Func<Command> create) in All)
        {
            if (!isKnown || name == words[0])
                root.Add(create());
        }

        return root;
    }
}
