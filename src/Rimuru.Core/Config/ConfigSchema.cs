using System.Text;
using Rimuru.Core.Errors;

namespace Rimuru.Core.Config;

/// <summary>All configuration keys, for the agents of this engine.</summary>
internal sealed class ConfigSchema
{
    public const string DatabaseUrl = "database.url";
    public const string DatabasePassword = "database.password";
    public const string MaxConnections = "database.max_connections";
    public const string RetentionDays = "database.retention_days";
    public const string SyncEnabled = "sync.enabled";
    public const string SyncIntervalHours = "sync.interval_hours";
    public const string SyncBackground = "sync.background";
    public const string SyncConflict = "sync.conflict";
    public const string SyncProviders = "sync.providers";
    public const string SharedTitles = "sharing.titles";
    public const string SharedPaths = "sharing.paths";
    public const string SharedUsers = "sharing.users";
    public const string TimeZone = "display.time_zone";
    public const string Currency = "display.currency";
    public const string SessionEndAfter = "hooks.session_end_after_minutes";
    public const string MetricsInterval = "hooks.metrics_interval_minutes";
    public const string EventDays = "hooks.retention_days";
    public const string MetricsEnabled = "metrics.enabled";
    public const string MinuteDays = "metrics.minute_retention_days";
    public const string HourDays = "metrics.hour_retention_days";
    public const string DayDays = "metrics.day_retention_days";
    public const string SkillProtocols = "skills.git_protocols";
    public const string LogLevel = "logging.level";
    public const string LogFormat = "logging.format";
    public const string LogPath = "logging.path";
    public const string LogMaxSizeMb = "logging.max_size_mb";
    public const string LogKeep = "logging.keep";

    /// <summary>Which source wins if sources differ: <c>sync.conflict</c>.</summary>
    public static readonly string[] Conflicts = ["official_first", "most_recent", "lowest_price", "highest_context_window"];

    /// <summary>The names of <see cref="Rimuru.LogLevel"/>, in its order.</summary>
    public static readonly string[] LogLevels = ["off", "error", "warning", "info", "debug"];

    /// <summary>The names of <see cref="LogArea"/>, in its order.</summary>
    public static readonly string[] LogAreas = ["ingest", "prices", "store", "hooks"];

    private readonly List<ConfigKey> keys = [];
    private readonly List<string> sections = ["database", "agents", "sync", "sharing", "display", "hooks", "metrics", "skills", "logging"];

    /// <param name="agents">The agents' names, such as <c>ClaudeCode</c>.</param>
    public ConfigSchema(IReadOnlyList<string> agents)
    {
        string[] providers = ["anthropic", "openai", "google", "openrouter", "litellm"];
        keys.Add(
            new(DatabaseUrl, ConfigKind.Text, "The database of the ledger: sqlite:PATH or postgres://USER@HOST/DATABASE.")
            {
                PlainVariable = "RIMURU_DATABASE_URL",
            }
        );
        keys.Add(new(DatabasePassword, ConfigKind.Secret, "The credential with the password of the server in database.url."));
        keys.Add(
            new(MaxConnections, ConfigKind.Number, "The most connections of one process to a database server, at least two.", 10)
            {
                Minimum = 1,
                Maximum = 1000,
            }
        );
        keys.Add(
            new(RetentionDays, ConfigKind.Number, "How many days of records a clean-up keeps; nothing else removes records by age.")
            {
                Minimum = 1,
                Maximum = 36500,
            }
        );
        foreach (string agent in agents)
        {
            string section = SectionOf(agent);
            sections.Add(section);
            keys.Add(new(EnabledOf(agent), ConfigKind.Switch, "Whether the agent's data is read.", true));
            keys.Add(new(section + ".config_path", ConfigKind.Path, "The folder of its data, instead of the usual places."));
            keys.Add(new(PathsOf(agent), ConfigKind.Paths, "More folders of its data, or homes that contain one."));
        }
        keys.Add(new(SyncEnabled, ConfigKind.Switch, "Whether models and prices may be fetched at all.", true));
        keys.Add(
            new(SyncIntervalHours, ConfigKind.Number, "The age in hours at which fetched prices become stale.", 24)
            {
                Minimum = 1,
                Maximum = 8760,
            }
        );
        keys.Add(
            new(
                SyncBackground,
                ConfigKind.Switch,
                "Whether a PowerShell session that uses the module fetches stale prices by itself.",
                false
            )
        );
        keys.Add(
            new(SyncConflict, ConfigKind.Choice, "Which source wins if sources of prices differ.", Conflicts[0]) { Choices = Conflicts }
        );
        keys.Add(
            new(SyncProviders, ConfigKind.Choices, "The sources of prices to use, in order of preference.", providers)
            {
                Choices = providers,
            }
        );
        foreach (string provider in providers)
        {
            sections.Add("sync." + provider);
            keys.Add(new(BaseUrlOf(provider), ConfigKind.Url, "Another address for this source, such as your own mirror."));
        }
        AddSharing();
        keys.Add(new(TimeZone, ConfigKind.Zone, "The time zone of days and of every time that is shown, instead of this machine's."));
        keys.Add(new(Currency, ConfigKind.Currency, "The currency in which costs are shown as well, by your exchange rates, such as EUR."));
        AddHooks();
        AddMetrics();
        AddSkills();
        AddLogging();
    }

    private void AddSkills() =>
        keys.Add(
            new(SkillProtocols, ConfigKind.Choices, "The protocols by which git may fetch skills.", (string[])["https", "ssh"])
            {
                Choices = ["https", "ssh", "http", "file"],
            }
        );

    private void AddHooks()
    {
        keys.Add(
            new(SessionEndAfter, ConfigKind.Number, "The minutes that a session must stay ended before hooks are told of it.", 10)
            {
                Minimum = 0,
                Maximum = 1440,
            }
        );
        keys.Add(new(MetricsInterval, ConfigKind.Number, "The minutes between two exports of figures.", 5) { Minimum = 1, Maximum = 1440 });
        keys.Add(
            new(EventDays, ConfigKind.Number, "How many days events are kept, and runs of hooks that did not fail.", 30)
            {
                Minimum = 1,
                Maximum = 3650,
            }
        );
    }

    private void AddMetrics()
    {
        keys.Add(new(MetricsEnabled, ConfigKind.Switch, "Whether what is measured of machine and agents is kept in the ledger.", true));
        AddDays(MinuteDays, "minutes", 2);
        AddDays(HourDays, "hours", 30);
        AddDays(DayDays, "days", 730);

        void AddDays(string name, string spans, int usual) =>
            keys.Add(
                new(name, ConfigKind.Number, $"How many days what was measured is kept by {spans}.", usual) { Minimum = 1, Maximum = 36500 }
            );
    }

    private void AddSharing()
    {
        string[] forms = ["full", "hash", "none"];
        AddForm(SharedTitles, "What a shared store gets of the titles of sessions", "none");
        AddForm(SharedPaths, "What a shared store gets of folders and of the paths of logs", "none");
        AddForm(SharedUsers, "What a shared store gets of the user's name", "full");

        void AddForm(string name, string purpose, string form) =>
            keys.Add(new(name, ConfigKind.Choice, $"{purpose}: all, a hash, or nothing.", form) { Choices = forms });
    }

    private void AddLogging()
    {
        string[] formats = ["text", "json"];
        keys.Add(new(LogLevel, ConfigKind.Choice, "What Rimuru writes to its own log.", LogLevels[0]) { Choices = LogLevels });
        foreach (string area in LogAreas)
            keys.Add(new(LogLevelOf(area), ConfigKind.Choice, "The level of this part, instead of logging.level.") { Choices = LogLevels });
        keys.Add(new(LogFormat, ConfigKind.Choice, "Lines of text, or of JSON.", formats[0]) { Choices = formats });
        keys.Add(new(LogPath, ConfigKind.Path, "The log's file."));
        keys.Add(new(LogMaxSizeMb, ConfigKind.Number, "The size in MB at which a new file is begun.", 10) { Minimum = 1, Maximum = 1024 });
        keys.Add(new(LogKeep, ConfigKind.Number, "How many former files are kept.", 5) { Minimum = 0, Maximum = 100 });
    }

    public IReadOnlyList<ConfigKey> Keys => keys;

    /// <summary>The key for the level of a part of Rimuru: <c>logging.ingest</c>.</summary>
    public static string LogLevelOf(string area) => $"logging.{area}";

    /// <summary>True for a key that says what a shared store gets.</summary>
    public static bool IsSharing(string name) => name is SharedTitles or SharedPaths or SharedUsers;

    /// <summary>The key for the base URL of a source of prices: <c>sync.openai.base_url</c>.</summary>
    public static string BaseUrlOf(string provider) => $"sync.{provider}.base_url";

    /// <summary>The key that says whether an agent is read.</summary>
    public static string EnabledOf(string agent) => SectionOf(agent) + ".enabled";

    /// <summary>The key for more folders of an agent's data.</summary>
    public static string PathsOf(string agent) => SectionOf(agent) + ".paths";

    /// <summary>The section of an agent: <c>agents.claude_code</c> for <c>ClaudeCode</c>.</summary>
    public static string SectionOf(string agent)
    {
        StringBuilder section = new("agents.", agent.Length + 10);
        for (int i = 0; i < agent.Length; i++)
        {
            bool startsWord =
                i > 0
                && char.IsAsciiLetterUpper(agent[i])
                && (!char.IsAsciiLetterUpper(agent[i - 1]) || (i + 1 < agent.Length && char.IsAsciiLetterLower(agent[i + 1])));
            if (startsWord)
                section.Append('_');
            section.Append(char.ToLowerInvariant(agent[i]));
        }
        return section.ToString();
    }

    /// <summary>The key with this name. E4001: there is none; <paramref name="origin"/> says where the name comes from.</summary>
    public ConfigKey Get(string name, string origin) => Find(name) ?? throw ConfigLayer.Unknown(this, name, origin);

    public ConfigKey? Find(string name)
    {
        foreach (ConfigKey key in keys)
        {
            if (key.Name == name)
                return key;
        }
        return null;
    }

    public bool IsSection(string name) => sections.Contains(name);

    /// <summary>The innermost section that contains a name; empty for the top level.</summary>
    public string SectionAround(string name)
    {
        string best = "";
        foreach (string section in sections)
        {
            if (section.Length > best.Length && (name == section || name.StartsWith(section + ".", StringComparison.Ordinal)))
                best = section;
        }
        return best;
    }

    /// <summary>The direct children of a section: <c>url</c> and <c>max_connections</c> in <c>database</c>.</summary>
    public List<string> ChildrenOf(string section)
    {
        List<string> children = [];
        int start = section.Length == 0 ? 0 : section.Length + 1;
        foreach (ConfigKey key in keys)
        {
            if (section.Length > 0 && !key.Name.StartsWith(section + ".", StringComparison.Ordinal))
                continue;
            int dot = key.Name.IndexOf('.', start);
            string child = dot < 0 ? key.Name[start..] : key.Name[start..dot];
            if (!children.Contains(child))
                children.Add(child);
        }
        return children;
    }

    /// <summary>The key or section that a misspelt name was probably meant to be.</summary>
    public string? Suggest(string name) => SameLetters(name) ?? Corrected(name) ?? SameLastPart(name);

    private string? SameLetters(string name)
    {
        string letters = Letters(name);
        foreach (ConfigKey key in keys)
        {
            if (Letters(key.Name) == letters)
                return key.Name;
        }
        return null;
    }

    private string? Corrected(string name)
    {
        string path = "";
        foreach (string part in name.Split('.'))
        {
            if (Spelling.Nearest(part, ChildrenOf(path)) is not { } near)
                return null;
            path = path.Length == 0 ? near : $"{path}.{near}";
        }
        return path;
    }

    private string? SameLastPart(string name)
    {
        string end = name[(name.LastIndexOf('.') + 1)..];
        string? only = null;
        foreach (ConfigKey key in keys)
        {
            if (!key.Name.EndsWith("." + end, StringComparison.Ordinal))
                continue;
            if (only is not null)
                return null;
            only = key.Name;
        }
        return only;
    }

    private static string Letters(string name) =>
        name.ToLowerInvariant()
            .Replace(".", "", StringComparison.Ordinal)
            .Replace("_", "", StringComparison.Ordinal)
            .Replace("-", "", StringComparison.Ordinal);
}
