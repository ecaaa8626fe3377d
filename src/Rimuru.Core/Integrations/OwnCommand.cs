using System.Text;

namespace Rimuru.Core.Integrations;

/// <summary>The command that agents run: how it is written for a shell, and how it is known again.</summary>
internal static class OwnCommand
{
    public const string Guard = "guard";
    public const string StatusLine = "statusline";
    public const string Mcp = "mcp";
    public const string Closed = " --fail closed";

    private static readonly string[] Programs = ["rimuru", "Rimuru.Cli"];

    /// <summary>What the program can be named, in words.</summary>
    public static string Names => string.Join(" or ", Programs);

    /// <summary>The verb of a feature.</summary>
    public static string VerbOf(IntegrationFeature feature) =>
        feature switch
        {
            IntegrationFeature.Guard => Guard,
            IntegrationFeature.StatusLine => StatusLine,
            _ => Mcp,
        };

    /// <summary>The command line for a shell. Agents on Windows use Git's shell or PowerShell, and both take such paths.</summary>
    public static string Of(string program, IntegrationFeature feature, bool isClosed)
    {
        string path = OperatingSystem.IsWindows() ? program.Replace('\\', '/') : program;
        return $"{Quoted(path)} {VerbOf(feature)}{(isClosed ? Closed : "")}";
    }

    /// <summary>True if a program is ours by its name, wherever it is.</summary>
    public static bool IsOwn(string program) => Programs.Contains(NameOf(program), StringComparer.OrdinalIgnoreCase);

    /// <summary>True if a command line is ours, wherever its program is.</summary>
    public static bool IsOf(string command, IntegrationFeature feature)
    {
        string[] words = [.. Words(command).Where(word => word != "&").Take(2)];
        return words.Length == 2 && IsOwn(words[0]) && words[1] == VerbOf(feature);
    }

    /// <summary>The program of a command line.</summary>
    public static string ProgramOf(string command) => Words(command).FirstOrDefault() ?? "";

    /// <summary>A word of a POSIX shell.</summary>
    public static string Quoted(string word) =>
        word.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_' or ':')
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string NameOf(string path)
    {
        string name = path[(path.LastIndexOfAny(['/', '\\']) + 1)..];
        return name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name;
    }

    private static List<string> Words(string command)
    {
        List<string> words = [];
        StringBuilder word = new();
        char quote = '\0';
        for (int i = 0; i <= command.Length; i++)
        {
            char c = i < command.Length ? command[i] : ' ';
            bool isEscape = quote == '\0' && c == '\\' && i + 1 < command.Length && (command[i + 1] is '\'' or '"');
            if (isEscape)
                word.Append(command[++i]);
            else if (quote != '\0' ? c == quote : c is '\'' or '"')
                quote = quote == '\0' ? c : '\0';
            else if (c != ' ' || quote != '\0')
                word.Append(c);
            else if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }

        return words;
    }
}
