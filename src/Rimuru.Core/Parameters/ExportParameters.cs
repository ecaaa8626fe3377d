using Rimuru.Core.Exports;
using Rimuru.Core.Wording;

namespace Rimuru.Core.Parameters;

/// <summary>The parameters of exports.</summary>
internal static class ExportParameters
{
    private const string Verb = "Export";

    public static SharedParameter Path { get; } =
        new("Path", SharedParameter.Text, "The file to write.")
        {
            Details =
                "A file that exists is replaced, unless -NoClobber or -Append is given. Its folder must exist. The file appears, or "
                + "changes, only when the export is complete; a new one can be read by its owner only.",
            Verb = Verb,
            Position = 0,
            IsRequired = true,
        };

    public static SharedParameter LiteralPath { get; } =
        new("LiteralPath", SharedParameter.Text, "The file to write, by a path without wildcards.")
        {
            Verb = Verb,
            Aliases = ["PSPath", "LP"],
            IsRequired = true,
        };

    /// <summary>The agents: the file comes first here.</summary>
    public static SharedParameter Agent { get; } =
        SharedParameters.Agent with
        {
            Verb = Verb,
            Position = SharedParameter.Named,
            Option = null,
        };

    public static SharedParameter Format { get; } =
        new(
            Terms.ExportFormat.Parameter,
            SharedParameter.Text,
            $"The format: {string.Join(", ", Enum.GetNames<ExportFormat>())}, or a plugin."
        )
        {
            Details = "`docs/exports.md` describes each; a plugin is named by its id.",
            Verb = Verb,
            Default = "what the name of the file ends in",
            Option = Terms.ExportFormat.Option,
            ValueName = "FORMAT",
        };

    public static SharedParameter NoClobber { get; } =
        new(Terms.NoClobber.Parameter, SharedParameter.Switch, "Replace no file that exists; that is an error then.")
        {
            Verb = Verb,
            Option = Terms.NoClobber.Option,
        };

    public static SharedParameter Force { get; } =
        new(Terms.Force.Parameter, SharedParameter.Switch, "Replace a file that is read-only as well.")
        {
            Verb = Verb,
            Option = Terms.Force.Option,
        };

    public static SharedParameter Append { get; } =
        new("Append", SharedParameter.Switch, "Add the rows to a CSV or JSON lines file that exists.")
        {
            Details = "A CSV file must have the same columns.",
            Verb = Verb,
            Option = "--append",
        };

    public static SharedParameter Encoding { get; } =
        new("Encoding", nameof(Encoding), $"The encoding of the file: {string.Join(", ", ExportEncodings.Names)}.")
        {
            Details = "Or the number or name of a code page.",
            Verb = Verb,
            Default = "utf8NoBOM; of a file to append to, its own",
            Option = "--encoding",
            ValueName = "NAME",
        };

    public static SharedParameter Raw { get; } =
        new("Raw", SharedParameter.Switch, "Leave texts in CSV as they are.")
        {
            Details =
                "Otherwise a text that a spreadsheet would run as a formula, because it begins with `=`, `+`, `-`, `@`, `|`, a tab or a "
                + "line break, gets a `'` before it: anybody can name a branch so. Use it where no spreadsheet opens the file.",
            Verb = Verb,
            Option = "--raw",
        };

    public static IReadOnlyList<SharedParameter> All { get; } = [Path, LiteralPath, Agent, Format, NoClobber, Force, Append, Encoding, Raw];
}
