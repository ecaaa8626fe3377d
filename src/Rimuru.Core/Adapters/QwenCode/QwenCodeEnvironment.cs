using System.Text.RegularExpressions;
using Rimuru.Core.Config;
using Rimuru.Core.Files;

namespace Rimuru.Core.Adapters.QwenCode;

/// <summary>
/// The variables that move Qwen Code's folders. It also takes them from its own <c>.env</c> and the home folder's, but never from a
/// project's.
/// </summary>
/// <param name="Home">Its folder, which has its settings.</param>
/// <param name="RuntimeDir">The folder of its output, if that is another one.</param>
internal sealed partial record QwenCodeEnvironment(string Home, string? RuntimeDir)
{
    private const string Variables = ".env";

    public static QwenCodeEnvironment Of(HostEnvironment environment)
    {
        string? home = environment.AgentVariable("QWEN_HOME") is { } set ? environment.Expand(set) : null,
            runtime = environment.AgentVariable("QWEN_RUNTIME_DIR");
        string usual = environment.InHome(".qwen");
        List<string> files = [Path.Combine(home ?? usual, Variables)];
        if (home is null)
        {
            files.Add(environment.InHome(Variables));
            home = FolderIn(files, "QWEN_HOME", environment) ?? usual;
            files.Add(Path.Combine(home, Variables));
        }

        return new QwenCodeEnvironment(
            home,
            runtime is null ? FolderIn(files, "QWEN_RUNTIME_DIR", environment) : environment.Expand(runtime)
        );
    }

    /// <summary>The value in the first of the files that has one; a relative one depends on where Qwen Code was started.</summary>
    private static string? FolderIn(IEnumerable<string> files, string name, HostEnvironment environment) =>
        files.Select(file => ValueIn(file, name)).OfType<string>().Select(environment.Expand).FirstOrDefault(Path.IsPathFullyQualified);

    private static string? ValueIn(string file, string name)
    {
        try
        {
            if (!File.Exists(file))
                return null;
            string? value = Assignment()
                .Matches(RegularFile.ReadAllText(file))
                .LastOrDefault(found => found.Groups["name"].Value == name)
                ?.Groups["value"]
                .Value.Trim();
            return string.IsNullOrEmpty(value) ? null : value;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // the usual place is still searched
        }
    }

    [GeneratedRegex(
        @"^[ \t]*(?:export[ \t]+)?(?<name>QWEN_\w+)[ \t]*=[ \t]*(?:""(?<value>[^""\r\n]*)""|'(?<value>[^'\r\n]*)'|(?<value>[^#'""\r\n]*))",
        RegexOptions.CultureInvariant | RegexOptions.Multiline
    )]
    private static partial Regex Assignment();
}
