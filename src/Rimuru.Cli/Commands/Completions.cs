using System.CommandLine;
using System.CommandLine.Completions;

namespace Rimuru.Cli.Commands;

/// <summary>Gives options and arguments the values that a shell completes.</summary>
internal static class Completions
{
    public static Option<T> Offering<T>(this Option<T> option, Func<CompletionContext, IEnumerable<string>> values)
    {
        bool isList = typeof(T).IsArray;
        option.CompletionSources.Add(context => isList ? Listed(context.WordToComplete, values(context)) : values(context));
        return option;
    }

    public static Argument<T> Offering<T>(this Argument<T> argument, Func<CompletionContext, IEnumerable<string>> values)
    {
        argument.CompletionSources.Add(values);

        // Without a name of its own, the help would list all values.
        argument.HelpName = argument.Name;
        return argument;
    }

    /// <summary>The files and folders that a path may become.</summary>
    public static IEnumerable<string> Paths(CompletionContext context)
    {
        string typed = context.WordToComplete;
        string folder = typed[..(typed.LastIndexOf('/') + 1)];
        string place = Path.Combine(Directory.GetCurrentDirectory(), folder);
        foreach (FileSystemInfo item in new DirectoryInfo(place).EnumerateFileSystemInfos())
        {
            if (item.Name[0] != '.' || typed.EndsWith('.'))
                yield return folder + item.Name + (item is DirectoryInfo ? "/" : "");
        }
    }

    /// <summary>The values for the last name of a comma-separated list.</summary>
    private static IEnumerable<string> Listed(string word, IEnumerable<string> values)
    {
        string before = word[..(word.LastIndexOf(',') + 1)];
        return values.Select(value => before + value);
    }
}
